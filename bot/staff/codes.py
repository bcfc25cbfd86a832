"""Codes of invitations: 128 random bits that one can type, stored as a keyed hash."""

import hashlib
import hmac
import secrets
from typing import Final

BITS: Final = 128
LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""No i, l, o, u: nothing looks like something else."""
_BITS_A_LETTER: Final = 5
LENGTH: Final = -(-BITS // _BITS_A_LETTER)
_READ_AS: Final = str.maketrans("ilo", "110")


def new_code() -> str:
    """A fresh code."""
    number = secrets.randbits(BITS)
    return "".join(LETTERS[number >> _BITS_A_LETTER * place & 31] for place in reversed(range(LENGTH)))


def code_hash(key: bytes, code: str) -> str:
    """What is stored of a code; the same for every way to type it."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum()).translate(_READ_AS)
    return hmac.new(key, b"staff invite\n" + plain.encode(), hashlib.sha256).hexdigest()
