"""The code with which a reporter reads state and answer without a login (查询码).

It follows from the token of the form that opened the case: whoever sends that form again, because no answer
came back, is given the same code. Neither is kept, of both only a hash; the token holds 90 random bits.
"""

import re
from hashlib import sha256

from credit.domain.errors import InputError
from credit.services.disclosures import forms

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letter that looks like a digit
_LOOKS_LIKE = str.maketrans("oil", "011")
LENGTH, GROUP, BITS = 16, 4, 5
_CODE = re.compile(f"[{_ALPHABET}]{{{LENGTH}}}")


def code_of(token: str) -> str:
    """The code of the case that a form opened, 80 bits. Raises InputError `form.token`."""
    drawn = sha256(b"code of a case" + forms.checked(token).encode()).digest()
    number = int.from_bytes(drawn[: LENGTH * BITS // 8])
    return "".join(_ALPHABET[number >> shift & 31] for shift in range((LENGTH - 1) * BITS, -1, -BITS))


def in_groups(code: str) -> str:
    """A code as it is printed: K7QX-2M9D-…"""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP)).upper()


def typed(text: str) -> str:
    """A code as somebody typed it, whatever stands between. Raises InputError `tip.code`."""
    bare = "".join(one for one in text[:80].lower() if one.isalnum()).translate(_LOOKS_LIKE)
    if not _CODE.fullmatch(bare):
        raise InputError("tip.code")
    return bare


def hash_of_code(code: str) -> bytes:
    return sha256(b"query code" + code.encode()).digest()


def hash_of_token(token: str) -> bytes:
    """Raises InputError `form.token`."""
    return sha256(b"token of a form" + forms.checked(token).encode()).digest()
