"""What the boxes and buttons of a report are called in its forms."""

from typing import Final

BOX: Final = "f-"
SHOWN: Final = "p-"
WHOLE_ROW: Final = f"{SHOWN}row"
WHOLE: Final = "everything"
EVERYTHING: Final = f"{SHOWN}{WHOLE}"
YES: Final = "yes"
NO: Final = "no"
NEXT: Final = "next"
SAME: Final = "same"
ADD: Final = "add:"
REMOVE: Final = "remove:"
VOUCH: Final = "vouch:"


def box(section: str, key: str) -> str:
    """The name of the box of a field."""
    return f"{BOX}{section}.{key}"


def shown(section: str, key: str) -> str:
    """The name of the choice of publication of a field."""
    return f"{SHOWN}{section}.{key}"
