"""The String library."""

from __future__ import annotations

import re
from typing import Optional

from .. import text
from ..constants import FIXED
from ..errors import UNKNOWN, Fault
from ..runtime import Runtime
from ..values import show_double, wrap
from .registry import command

NO_CASE = FIXED["PB_String_NoCase"]
WIDTHS = {"PB_Byte": 8, "PB_Ascii": 8, "PB_Word": 16, "PB_Unicode": 16, "PB_Long": 32, "PB_Quad": 64, "PB_Character": 16}
BITS = {FIXED[name]: bits for name, bits in WIDTHS.items()} | {FIXED["PB_Integer"]: 64}
QUAD = FIXED["PB_Quad"]


def bits_of(kind: int) -> int:
    if kind not in BITS:
        raise Fault("no such type of number; expected #PB_Byte, #PB_Ascii, #PB_Word, #PB_Unicode, #PB_Long or #PB_Quad")
    return BITS[kind]


def not_negative(number: int, what: str) -> int:
    if number < 0:
        raise Fault(f"{what}: expected 0 or more, got {number}")
    return number


@command("Result = Asc(String$)")
def asc(_: Runtime, value: str) -> int:
    return ord(value[0]) if value else 0


@command("Text$ = Chr(CharacterValue)")
def chr_(_: Runtime, number: int) -> str:
    if not 0 <= number <= 0xFFFF:
        raise Fault(f"Chr(): expected 0 to 65535, got {number}")
    return chr(number) if number else ""


@command("Result$ = Bin(Value.q [, Type])")
def bin_(_: Runtime, value: int, kind: int = 13) -> str:
    return format(value & (2 ** bits_of(kind) - 1), "b")


@command("Result$ = Hex(Value.q [, Type])")
def hex_(_: Runtime, value: int, kind: int = 13) -> str:
    return format(value & (2 ** bits_of(kind) - 1), "X")


@command("Result$ = Str(Value.q)")
def str_(_: Runtime, value: int) -> str:
    return str(value)


@command("Result$ = StrU(Value.q [, Type])")
def str_u(_: Runtime, value: int, kind: int = 13) -> str:
    return str(value & (2 ** bits_of(kind) - 1))


def _decimals(value: float, decimals: Optional[int]) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return show_double(value)
    shown = f"{value:.{10 if decimals is None else not_negative(decimals, 'NbDecimal')}f}"
    return shown.rstrip("0").rstrip(".") if decimals is None else shown


@command("Result$ = StrF(Value.f [, NbDecimal])")
def str_f(_: Runtime, value: float, decimals: Optional[int] = None) -> str:
    if decimals is None:
        value = float(f"{value:.7g}")
    return _decimals(value, decimals)


@command("Result$ = StrD(Value.d [, NbDecimal])")
def str_d(_: Runtime, value: float, decimals: Optional[int] = None) -> str:
    return _decimals(value, decimals)


@command("Result$ = FormatNumber(Number.d [, NbDecimals [, DecimalPoint$ [, ThousandSeparator$]]])")
def format_number(_: Runtime, value: float, decimals: int = 2, point: str = ".", separator: str = ",") -> str:
    whole, _dot, rest = f"{value:,.{not_negative(decimals, 'NbDecimals')}f}".partition(".")
    return whole.replace(",", separator) + (point + rest if rest else "")


@command("Result.q = Val(String$)")
def val(_: Runtime, value: str) -> int:
    found = re.match(r"\s*([+-]?)(?:\$([0-9A-Fa-f]+)|%([01]+)|([0-9]+))", value)
    if not found:
        return 0
    number = int(found[2], 16) if found[2] else int(found[3], 2) if found[3] else int(found[4])
    return wrap(-number if found[1] == "-" else number)


@command("Result.d = ValD(String$)")
def val_d(_: Runtime, value: str) -> float:
    named = {"nan": "nan", "-infinity": "-inf", "+infinity": "inf"}.get(value.lower())
    if named:
        return float(named)
    found = re.match(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", value)
    return float(found[0]) if found else 0.0


@command("Result.f = ValF(String$)")
def val_f(runtime: Runtime, value: str) -> float:
    return val_d(runtime, value)


@command("Length = Len(String$)")
def len_(_: Runtime, value: str) -> int:
    return len(value)


@command("Result$ = Left(String$, Length)")
def left(_: Runtime, value: str, length: int) -> str:
    return value[: not_negative(length, "Left(): Length")]


@command("Result$ = Right(String$, Length)")
def right(_: Runtime, value: str, length: int) -> str:
    return value[max(0, len(value) - not_negative(length, "Right(): Length")) :]


@command("Result$ = Mid(String$, StartPosition [, Length])")
def mid(_: Runtime, value: str, start: int, length: Optional[int] = None) -> str:
    if start < 1:
        raise Fault(f"Mid(): StartPosition is counted from 1, got {start}")
    end = len(value) if length is None else start - 1 + not_negative(length, "Mid(): Length")
    return value[start - 1 : end]


def _one(character: str) -> str:
    if len(character) != 1:
        raise Fault("Character$: expected a string of one character")
    return character


@command("Result$ = Trim(String$ [, Character$])")
def trim(_: Runtime, value: str, character: str = " ") -> str:
    return value.strip(_one(character))


@command("Result$ = LTrim(String$ [, Character$])")
def l_trim(_: Runtime, value: str, character: str = " ") -> str:
    return value.lstrip(_one(character))


@command("Result$ = RTrim(String$ [, Character$])")
def r_trim(_: Runtime, value: str, character: str = " ") -> str:
    return value.rstrip(_one(character))


@command("Result$ = LSet(String$, Length [, Character$])")
def l_set(_: Runtime, value: str, length: int, character: str = " ") -> str:
    return value[: not_negative(length, "LSet(): Length")].ljust(length, _one(character))


@command("Result$ = RSet(String$, Length [, Character$])")
def r_set(_: Runtime, value: str, length: int, character: str = " ") -> str:
    return value[: not_negative(length, "RSet(): Length")].rjust(length, _one(character))


def fold(value: str, upper: bool) -> str:
    """Letters one by one, so that no length changes."""
    changed = ((unit.upper() if upper else unit.lower(), unit) for unit in value)
    return "".join(new if len(new) == 1 else old for new, old in changed)


@command("Result$ = UCase(String$)")
def u_case(_: Runtime, value: str) -> str:
    return fold(value, True)


@command("Result$ = LCase(String$)")
def l_case(_: Runtime, value: str) -> str:
    return fold(value, False)


@command("Result$ = ReverseString(String$)")
def reverse(_: Runtime, value: str) -> str:
    return value[::-1]


@command("Result$ = Space(Length)")
def space(_: Runtime, length: int) -> str:
    return " " * not_negative(length, "Space(): Length")


@command("Position = FindString(String$, StringToFind$ [, StartPosition [, Mode]])")
def find(_: Runtime, value: str, wanted: str, start: int = 1, mode: int = 0) -> int:
    if mode == NO_CASE:
        value, wanted = fold(value, False), fold(wanted, False)
    return value.find(wanted, max(start, 1) - 1) + 1 if wanted else 0


@command("Result = CountString(String$, StringToCount$)")
def count(_: Runtime, value: str, wanted: str) -> int:
    return value.count(wanted) if wanted else 0


@command("String$ = ReplaceString(String$, StringToFind$, ReplacementString$ [, Mode [, StartPosition [, NbOccurrences]]])")
def replace(_: Runtime, value: str, old: str, new: str, mode: int = 0, start: int = 1, most: int = -1) -> str:
    if mode not in (0, NO_CASE):
        raise Fault(f"ReplaceString(): #PB_String_InPlace {UNKNOWN}")
    if not old:
        return value
    first = max(start, 1) - 1
    flags = re.IGNORECASE if mode == NO_CASE else 0
    replaced = re.sub(re.escape(old), lambda _found: new, value[first:], count=max(most, 0), flags=flags)
    return value[:first] + replaced if most != 0 else value


@command("String$ = RemoveString(String$, StringToRemove$ [, Mode [, StartPosition [, NbOccurrences]]])")
def remove(runtime: Runtime, value: str, old: str, mode: int = 0, start: int = 1, most: int = -1) -> str:
    return replace(runtime, value, old, "", mode, start, most)


@command("Result$ = InsertString(String$, StringToInsert$, Position)")
def insert(_: Runtime, value: str, inserted: str, position: int) -> str:
    at = max(position, 1) - 1
    return value[:at] + inserted + value[at:]


@command("Result$ = StringField(String$, Index, Delimiter$)")
def field(_: Runtime, value: str, index: int, delimiter: str) -> str:
    if index < 1 or not delimiter:
        raise Fault("StringField(): Index is counted from 1, and Delimiter$ must not be empty")
    fields = value.split(delimiter)
    return fields[index - 1] if index <= len(fields) else ""


ESCAPES = {7: "a", 8: "b", 12: "f", 10: "n", 13: "r", 9: "t", 11: "v", 34: '"', 92: "\\"}
XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}


def _escapes(mode: int) -> dict[str, str]:
    if mode == FIXED["PB_String_EscapeInternal"]:
        return {chr(code): "\\" + letter for code, letter in ESCAPES.items()}
    if mode == FIXED["PB_String_EscapeXML"]:
        return XML
    controls = {chr(code): f"\\u{code:04X}" for code in range(32)}
    return controls | {chr(code): "\\" + ESCAPES[code] for code in (8, 12, 10, 13, 9, 34, 92)}


@command("Result$ = EscapeString(String$ [, Mode])")
def escape(_: Runtime, value: str, mode: int = 0) -> str:
    table = _escapes(mode)
    return "".join(table.get(unit, unit) for unit in value)


@command("Result$ = UnescapeString(String$ [, Mode])")
def unescape(_: Runtime, value: str, mode: int = 0) -> str:
    table = {escaped: unit for unit, escaped in _escapes(mode).items()}
    if mode == FIXED["PB_String_EscapeJSON"]:
        table["\\/"] = "/"
        value = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), value)
    pattern = "|".join(re.escape(escaped) for escaped in table)
    return re.sub(pattern, lambda found: table[found[0]], value)


@command("Result = StringByteLength(String$ [, Format])")
def byte_length(_: Runtime, value: str, kind: int = 25) -> int:
    return len(encode(value, kind))


def encode(value: str, kind: int) -> bytes:
    """A string in one of the forms #PB_Ascii, #PB_UTF8, #PB_Unicode, without a NUL."""
    encoders = {FIXED["PB_Ascii"]: text.to_ascii, FIXED["PB_UTF8"]: text.to_utf8, FIXED["PB_Unicode"]: text.to_utf16}
    if kind not in encoders:
        raise Fault("no such form of text; expected #PB_Ascii, #PB_UTF8 or #PB_Unicode")
    return encoders[kind](value)


def decode(data: bytes, kind: int) -> str:
    decoders = {FIXED["PB_Ascii"]: text.from_ascii, FIXED["PB_UTF8"]: text.from_utf8, FIXED["PB_Unicode"]: text.from_utf16}
    if kind not in decoders:
        raise Fault("no such form of text; expected #PB_Ascii, #PB_UTF8 or #PB_Unicode")
    return decoders[kind](data)


@command("*Buffer = Ascii(String$)")
def ascii_(runtime: Runtime, value: str) -> int:
    return _buffer(runtime, text.to_ascii(value))


@command("*Buffer = UTF8(String$)")
def utf8(runtime: Runtime, value: str) -> int:
    return _buffer(runtime, text.to_utf8(value))


def _buffer(runtime: Runtime, data: bytes) -> int:
    address = runtime.memory.allocate(len(data) + 1)
    runtime.memory.write(address, data)
    return address
