"""Strings as PureBasic has them: sequences of UTF-16 units.

A value is a Python `str` in which each character is one unit; a character beyond U+FFFF stands there as its two halves.
"""

from __future__ import annotations


class NullString(str):
    """`#Null$`: empty, and always address 0 where its address is taken or passed."""


NULL = NullString("")


def units(text: str) -> str:
    """The UTF-16 units of a Python text."""
    if all(ord(character) < 0x10000 for character in text):
        return text
    return from_utf16(text.encode("utf-16-le", "surrogatepass"))


def characters(value: str) -> str:
    """A Python text of whole characters; half ones stay as they are."""
    return to_utf16(value).decode("utf-16-le", "surrogatepass") if _is_whole(value) else value


def _is_whole(value: str) -> bool:
    try:
        to_utf16(value).decode("utf-16-le")
    except UnicodeDecodeError:
        return False
    return True


def from_utf16(data: bytes) -> str:
    return "".join(map(chr, memoryview(data).cast("H"))) if data else ""


def to_utf16(value: str) -> bytes:
    return b"".join(ord(unit).to_bytes(2, "little") for unit in value)


def to_utf8(value: str) -> bytes:
    """UTF-8; two halves make one sequence of four bytes, a single half becomes the three bytes that are no UTF-8."""
    return characters(value).encode("utf-8", "surrogatepass")


def from_utf8(data: bytes) -> str:
    return units(data.decode("utf-8", "replace"))


def to_ascii(value: str) -> bytes:
    """One byte a unit (Latin-1); what has none is `?`."""
    return value.encode("latin-1", "replace")


def from_ascii(data: bytes) -> str:
    return data.decode("latin-1")


def printable(value: str) -> str:
    """What can be written to a terminal: a single half becomes U+FFFD."""
    return to_utf16(value).decode("utf-16-le", "replace")
