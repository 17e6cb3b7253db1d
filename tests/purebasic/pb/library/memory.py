"""The Memory library."""

from __future__ import annotations

from typing import Any

from ..constants import FIXED
from ..errors import Fault
from ..runtime import Runtime
from ..types import Value
from .registry import COMMANDS, command, read_syntax
from .strings import decode, encode, fold

UTF8 = FIXED["PB_UTF8"]
UNICODE = FIXED["PB_Unicode"]
BYTE_LENGTH = FIXED["PB_ByteLength"]


@command("*MemoryID = AllocateMemory(Size [, Flags])")
def allocate(runtime: Runtime, size: int, flags: int = 0) -> int:
    if size < 1:
        raise Fault(f"AllocateMemory(): expected a size of at least 1, got {size}")
    return runtime.memory.allocate(size)


@command("FreeMemory(*MemoryID)")
def free(runtime: Runtime, address: int) -> None:
    runtime.memory.free(address)


@command("Result = MemorySize(*MemoryID)")
def size_of(runtime: Runtime, address: int) -> int:
    return runtime.memory.block_size(address)


@command("*NewMemoryID = ReAllocateMemory(*MemoryID, Size [, Flags])")
def reallocate(runtime: Runtime, address: int, size: int, flags: int = 0) -> int:
    new = allocate(runtime, size)
    if address:
        runtime.memory.write(new, runtime.memory.read(address, min(size, size_of(runtime, address))))
        runtime.memory.free(address)
    return new


@command("CopyMemory(*SourceMemoryID, *DestinationMemoryID, Size)")
def copy(runtime: Runtime, source: int, target: int, size: int) -> None:
    if source < target + size and target < source + size and size > 0:
        raise Fault("CopyMemory(): the areas overlap (MoveMemory)")
    move(runtime, source, target, size)


@command("MoveMemory(*SourceMemoryID, *DestinationMemoryID, Size)")
def move(runtime: Runtime, source: int, target: int, size: int) -> None:
    if size < 0:
        raise Fault(f"a negative size: {size}")
    runtime.memory.write(target, runtime.memory.read(source, size))


@command("Result = CompareMemory(*MemoryID1, *MemoryID2, Size)")
def compare(runtime: Runtime, first: int, second: int, size: int) -> int:
    return int(runtime.memory.read(first, size) == runtime.memory.read(second, size))


@command("FillMemory(*Memory, Size [, Value [, Type]])")
def fill(runtime: Runtime, address: int, size: int, value: int = 0, kind: int = 1) -> None:
    widths = {1: 1, 24: 1, 3: 2, 25: 2, 11: 2, 5: 4, 21: runtime.types.integer.size}
    if kind not in widths or size < 0:
        raise Fault("FillMemory(): no such type, or a negative size")
    width = widths[kind]
    unit = (value & (2 ** (8 * width) - 1)).to_bytes(width, "little")
    runtime.memory.write(address, (unit * (size // width + 1))[:size])


def _text_at(runtime: Runtime, address: int, limit: int, kind: int) -> bytes:
    return runtime.memory.read_until_nul(address, 2 if kind == UNICODE else 1, limit)


@command("Text$ = PeekS(*MemoryBuffer [, Length [, Format]])")
def peek_s(runtime: Runtime, address: int, length: int = -1, form: int = 25) -> str:
    kind = _form(form)
    if kind != UTF8 or form & 0x100 or length < 0:
        return decode(_text_at(runtime, address, length, kind), kind)
    data = b""
    while len(decode(data, kind)) < length and runtime.memory.read(address + len(data), 1) != b"\0":
        first = runtime.memory.read(address + len(data), 1)[0]
        width = 1 if first < 0xC0 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4
        data += runtime.memory.read_until_nul(address + len(data), 1, width)
    return decode(data, kind)


def _form(flags: int) -> int:
    kind = flags & 0xFF
    return kind if kind else 25


@command("Result = PokeS(*MemoryBuffer, Text$ [, Length [, Flags]])")
def poke_s(runtime: Runtime, address: int, value: str, length: int = -1, flags: int = 25) -> int:
    kind = _form(flags)
    data = encode(value if length < 0 else value[:length], kind)
    nul = b"" if flags & 0x200 else b"\0\0" if kind == UNICODE else b"\0"
    runtime.memory.write(address, data + nul)
    return len(data)


@command("Result = MemoryStringLength(*String [, Flags])")
def string_length(runtime: Runtime, address: int, flags: int = 25) -> int:
    kind = _form(flags)
    data = _text_at(runtime, address, -1, kind)
    return len(data) if flags & 0x100 else len(decode(data, kind))


@command("Result = CompareMemoryString(*String1, *String2 [, Mode [, Length [, Flags]]])")
def compare_string(runtime: Runtime, first: int, second: int, mode: int = 0, length: int = -1, flags: int = 25) -> int:
    kind = _form(flags)
    one, two = (decode(_text_at(runtime, at, length, kind), kind) if at else "" for at in (first, second))
    if mode:
        one, two = fold(one, False), fold(two, False)
    return (one > two) - (one < two)


@command("FreeStructure(*Item)")
def free_structure(runtime: Runtime, address: int) -> None:
    made = runtime.state.get("structures", {}).pop(address, None)
    if made is None:
        raise Fault("FreeStructure(): the address is not one that AllocateStructure() returned, or it was freed")
    made.clear(runtime.memory, address)
    runtime.memory.free(address)


def _peek(letter: str) -> Any:
    def run(runtime: Runtime, address: int) -> Value:
        kind = runtime.types.letters[letter]
        runtime.memory.check(address, kind.size)
        return kind.read(runtime.memory, address)

    return run


def _poke(letter: str) -> Any:
    def run(runtime: Runtime, address: int, value: Value) -> None:
        kind = runtime.types.letters[letter]
        runtime.memory.check(address, kind.size)
        kind.write(runtime.memory, address, value)

    return run


for _letter in "abcdilwfqu":
    _name = _letter.upper()
    _number = f"Number.{_letter}" if _letter in "fdq" else "Number"
    COMMANDS[f"peek{_letter}"] = read_syntax(f"Value.{_letter} = Peek{_name}(*MemoryBuffer)", _peek(_letter))
    COMMANDS[f"poke{_letter}"] = read_syntax(f"Poke{_name}(*MemoryBuffer, {_number})", _poke(_letter))
