"""Types: their widths, and how their values lie in memory."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, Optional, Union

from . import text
from .containers import Array, Container, List, Map
from .errors import Fault
from .memory import Memory

Value = Union[int, float, str]


class Type:
    """What a value is. `size` and `align` in bytes."""

    name = ""
    size = 0
    align = 1
    is_number = False
    is_float = False
    is_text = False

    def read(self, memory: Memory, address: int) -> Value:
        raise Fault(f"a value of type {self.name} cannot be used here")

    def write(self, memory: Memory, address: int, value: Value) -> None:
        raise Fault(f"a value of type {self.name} cannot be assigned here")

    def setup(self, memory: Memory, address: int) -> None:
        """Makes zeroed memory a value of this type."""

    def clear(self, memory: Memory, address: int) -> None:
        """Frees what the value holds beside its own memory."""

    def copy(self, memory: Memory, source: int, target: int) -> None:
        self.write(memory, target, self.read(memory, source))


class Number(Type):
    is_number = True

    def __init__(self, name: str, kind: Any, code: int) -> None:
        self.name = name
        self.kind = kind
        self.code = code
        """What TypeOf() gives."""
        self.size = self.align = ctypes.sizeof(kind)
        self.is_float = kind in (ctypes.c_float, ctypes.c_double)

    def read(self, memory: Memory, address: int) -> Value:
        value: Value = self.kind.from_address(address).value
        return value

    def write(self, memory: Memory, address: int, value: Value) -> None:
        self.kind.from_address(address).value = value  # an integer that is too wide loses its upper bits

    def narrow(self, value: Value) -> Value:
        """The value that a variable of this type would hold."""
        narrowed: Value = self.kind(value).value
        return narrowed


class Pointer(Number):
    """`*p`, perhaps to a structure."""

    def __init__(self, kind: Any, target: Optional[Structure]) -> None:
        super().__init__(f"pointer to {target.name}" if target else "pointer", kind, 21)
        self.target = target


class Text(Type):
    """A string variable: a cell with the address of its text. Empty is address 0, unless the program asks for a buffer."""

    name = ".s"
    is_text = True
    code = 8

    def __init__(self, pointer: Any, empty_is_null: bool) -> None:
        self.pointer = pointer
        self.size = self.align = ctypes.sizeof(pointer)
        self.empty_is_null = empty_is_null

    def read(self, memory: Memory, address: int) -> Value:
        at = self.pointer.from_address(address).value
        return memory.read_text(at) if at else ""

    def write(self, memory: Memory, address: int, value: Value) -> None:
        assert isinstance(value, str)
        cell = self.pointer.from_address(address)
        old = cell.value
        is_null = isinstance(value, text.NullString) or (not value and self.empty_is_null)
        cell.value = 0 if is_null else memory.text(value.split("\0")[0])
        memory.drop(old)

    def clear(self, memory: Memory, address: int) -> None:
        self.write(memory, address, text.NULL)


class FixedText(Type):
    """`.s{n}`: n units in place, without a NUL when it is full."""

    is_text = True
    align = 2
    code = 8

    def __init__(self, length: int) -> None:
        self.name = f".s{{{length}}}"
        self.length = length
        self.size = length * 2

    def read(self, memory: Memory, address: int) -> Value:
        return text.from_utf16(ctypes.string_at(address, self.size)).split("\0")[0]

    def write(self, memory: Memory, address: int, value: Value) -> None:
        assert isinstance(value, str)
        data = text.to_utf16(value.split("\0")[0][: self.length])
        ctypes.memmove(address, data.ljust(self.size, b"\0"), self.size)


class PseudoText(Type):
    """`.p-utf8` and its like: a text that is converted for a foreign function."""

    is_text = True

    def __init__(self, name: str) -> None:
        self.name = "." + name


@dataclass
class Parameter:
    name: str
    type: Type
    default: Optional[Value] = None
    container: str = ""
    """array, list, map, or nothing."""
    dimensions: int = 0


@dataclass
class Signature:
    name: str
    result: Type
    parameters: list[Parameter]
    is_c: bool
    has_result: bool = True
    """Whether a type was written before the name."""

    @property
    def required(self) -> int:
        return sum(1 for parameter in self.parameters if parameter.default is None)

    def same_as(self, other: Signature) -> bool:
        mine, its = ([(p.type, p.default, p.container) for p in x.parameters] for x in (self, other))
        return mine == its and self.result is other.result and self.is_c == other.is_c


class Function(Number):
    """A prototype: a variable of this type holds the address of a function."""

    def __init__(self, kind: Any, signature: Signature) -> None:
        super().__init__(signature.name, kind, 21)
        self.signature = signature


@dataclass
class FieldType:
    name: str
    type: Type
    offset: int
    count: Optional[int] = None
    """Of a static array."""
    container: str = ""
    bounds: tuple[int, ...] = ()
    """Of a dynamic array."""

    @property
    def size(self) -> int:
        return self.type.size * (1 if self.count is None else self.count)


class Structure(Type):
    """Fields at offsets. The containers of dynamic fields (Array, List, Map) are found by the address of their field."""

    code = 7

    def __init__(self, name: str, pointer_size: int, step: int = 1, natural: bool = False) -> None:
        self.name = name
        self.pointer_size = pointer_size
        self.step = step
        """Of the offsets of fields."""
        self.natural = natural
        """Align #PB_Structure_AlignC: fields lie as in C."""
        self.size = 0
        self.align = 1
        self.fields: dict[str, FieldType] = {}
        self.containers: dict[int, Container] = {}

    def place(self, end: int, align: int) -> int:
        align = align if self.natural else self.step
        return (end + align - 1) // align * align

    def add(self, item: FieldType) -> None:
        if item.name.lower() in self.fields:
            raise Fault(f"structure {self.name} has a field {item.name} already")
        self.fields[item.name.lower()] = item
        end = item.offset + (self.pointer_size if item.container else item.size)
        self.size = max(self.size, end)
        if self.natural:
            self.align = max(self.align, self.pointer_size if item.container else item.type.align)

    def find(self, name: str) -> FieldType:
        item = self.fields.get(name.lower()) or self.fields.get("*" + name.lower())
        if item is None:
            raise Fault(f"structure {self.name} has no field {name}")
        return item

    def _parts(self, item: FieldType, address: int) -> list[int]:
        return [address + item.offset + i * item.type.size for i in range(1 if item.count is None else item.count)]

    def setup(self, memory: Memory, address: int) -> None:
        for item in self.fields.values():
            if item.container:
                held = make_container(memory, item.container, item.type, len(item.bounds))
                if isinstance(held, Array):
                    held.dim(list(item.bounds))
                self.containers[address + item.offset] = held
            else:
                for part in self._parts(item, address):
                    item.type.setup(memory, part)

    def clear(self, memory: Memory, address: int) -> None:
        for item in self.fields.values():
            if item.container:
                held = self.containers.pop(address + item.offset, None)
                if held:
                    held.clear()
            else:
                for part in self._parts(item, address):
                    item.type.clear(memory, part)

    def container(self, item: FieldType, address: int) -> Container:
        held = self.containers.get(address + item.offset)
        if held is None:
            raise Fault(f"{item.name}() of the structure is not initialized (InitializeStructure)")
        return held

    def copy(self, memory: Memory, source: int, target: int) -> None:
        if source == target:
            return
        for item in self.fields.values():
            if item.container:
                self.container(item, target).copy_from(self.container(item, source))
            else:
                for start, end in zip(self._parts(item, source), self._parts(item, target)):
                    item.type.copy(memory, start, end)


def make_container(memory: Memory, kind: str, element: Type, dimensions: int) -> Container:
    if kind == "array":
        return Array(memory, element, dimensions)
    return List(memory, element) if kind == "list" else Map(memory, element)


@dataclass(frozen=True)
class Target:
    """What a program is compiled for."""

    system: str
    processor: str
    bits: int

    @property
    def is_windows(self) -> bool:
        return self.system == "windows"


class BasicTypes:
    """The types that every program has, at the widths of a target."""

    def __init__(self, target: Target, empty_is_null: bool) -> None:
        self.pointer_kind = ctypes.c_int64 if target.bits == 64 else ctypes.c_int32
        c = ctypes
        self.letters: dict[str, Type] = {
            "b": Number(".b", c.c_int8, 1), "a": Number(".a", c.c_uint8, 24), "c": Number(".c", c.c_uint16, 11),
            "w": Number(".w", c.c_int16, 3), "u": Number(".u", c.c_uint16, 25), "l": Number(".l", c.c_int32, 5),
            "i": Number(".i", self.pointer_kind, 21), "q": Number(".q", c.c_int64, 13),
            "f": Number(".f", c.c_float, 9), "d": Number(".d", c.c_double, 12),
            "s": Text(self.pointer_kind, empty_is_null),
        }  # fmt: skip
        self.integer = self.letters["i"]
        self.quad = self.letters["q"]
        self.double = self.letters["d"]
        self.text = self.letters["s"]
        self.pseudo = {name: PseudoText(name) for name in ("p-utf8", "p-ascii", "p-unicode", "p-bstr")}
        self._pointers: dict[Optional[Structure], Pointer] = {}
        self._fixed: dict[int, FixedText] = {}
        self.structures = {item.name.lower(): item for item in self._structures()}

    def pointer(self, target: Optional[Structure]) -> Pointer:
        return self._pointers.setdefault(target, Pointer(self.pointer_kind, target))

    def fixed(self, length: int) -> FixedText:
        return self._fixed.setdefault(length, FixedText(length))

    def _structures(self) -> list[Structure]:
        words = ["Byte", "Ascii", "Character", "Word", "Unicode", "Long", "Integer", "Quad", "Float", "Double", "String"]
        made = []
        for word in words:
            structure = Structure(word, ctypes.sizeof(self.pointer_kind))
            structure.add(FieldType(word[0].lower(), self.letters[word[0].lower()], 0))
            made.append(structure)
        return made
