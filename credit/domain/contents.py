"""What every content of a record is, apart from what it says."""

from functools import cache

import msgspec

from credit.domain.vocabulary import RecordKind


class Content(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """Base of all record contents; the tag is the `RecordKind` value."""

    @classmethod
    def record_kind(cls) -> RecordKind:
        """The kind of record this content belongs to."""
        return kind_of(cls)


@cache
def kind_of(content: type[Content]) -> RecordKind:
    """The kind of record that a class of contents holds."""
    return RecordKind(str(content.__struct_config__.tag))
