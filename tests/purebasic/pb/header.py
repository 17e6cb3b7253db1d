"""A reader of C declarations, for headers like zoomuser.h: functions, typedefs and constants, no bodies.

header = read("include/zoomuser.h")
header.functions["zoom_result_count"].parameters[1].type   # const char *
header.constants["ZOOM_E_BUSY"]                            # 7
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Optional, Union

INTEGERS = {
    "int8_t": 8, "uint8_t": 8, "int16_t": 16, "uint16_t": 16, "int32_t": 32, "uint32_t": 32, "int64_t": 64, "uint64_t": 64,
    "char": 8, "int": 32, "unsigned int": 32,
}  # fmt: skip


class HeaderError(Exception):
    """The header holds what this reader does not know."""


@dataclass(frozen=True)
class CType:
    """`const base *...`, typedefs of numbers resolved."""

    base: str
    pointers: int = 0
    is_const: bool = False
    callback: Optional[CFunction] = None
    """Of the address of a function, which is a `void *` otherwise: how it is called."""

    def __str__(self) -> str:
        if self.callback:
            return self.callback.name
        const = "const " if self.is_const else ""
        return const + self.base + (" " + "*" * self.pointers if self.pointers else "")

    @property
    def is_void(self) -> bool:
        return self.base == "void" and not self.pointers


@dataclass(frozen=True)
class CParameter:
    name: str
    type: CType

    def __str__(self) -> str:
        return f"{self.type} {self.name}".replace("* ", "*")


@dataclass(frozen=True)
class CFunction:
    name: str
    result: CType
    parameters: tuple[CParameter, ...]

    def __str__(self) -> str:
        inner = ", ".join(map(str, self.parameters))
        return f"{self.result} {self.name}({inner or 'void'})".replace("* ", "*")


@dataclass
class Header:
    functions: dict[str, CFunction] = field(default_factory=dict)
    constants: dict[str, Union[int, str]] = field(default_factory=dict)
    aliases: dict[str, CType] = field(default_factory=dict)
    """Typedefs of numbers and of addresses of functions."""
    opaque: set[str] = field(default_factory=set)
    """`typedef struct x x;`"""


def read(path: str) -> Header:
    with open(path, encoding="utf-8") as file:
        return parse(file.read())


def parse(source: str) -> Header:
    header = Header()
    source = re.sub(r"/\*.*?\*/", " ", source, flags=re.DOTALL)
    empty: set[str] = set()
    lines = []
    for line in source.replace("\\\n", " ").splitlines():
        if not line.lstrip().startswith("#"):
            lines.append(line)
            continue
        defined = re.match(r"\s*#\s*define\s+(\w+)[ \t]*(.*)$", line)
        if defined:
            _define(header, empty, defined[1], defined[2].strip())
    text = re.sub(r'extern\s*"C"\s*\{', " ", "\n".join(lines)).replace("}", " ")
    for name in empty:
        text = re.sub(rf"\b{name}\b", " ", text)
    for part in text.split(";"):
        _declaration(header, " ".join(part.split()))
    return header


def _define(header: Header, empty: set[str], name: str, value: str) -> None:
    if not value or value.startswith("__"):
        empty.add(name)
    elif re.fullmatch(r'"[^"\\]*"', value):
        header.constants[name] = value[1:-1]
    elif re.fullmatch(r"-?(?:0[xX][0-9a-fA-F]+|[0-9]+)", value):
        header.constants[name] = int(value, 0)


def _declaration(header: Header, text: str) -> None:
    if not text:
        return
    opaque = re.fullmatch(r"typedef struct (\w+) (\w+)", text)
    if opaque and opaque[1] == opaque[2]:
        header.opaque.add(opaque[2])
        return
    callback = re.fullmatch(r"typedef (.+?)\( ?\* ?(\w+) ?\) ?\((.*)\)", text)
    if callback:
        called = CFunction(callback[2], _type(header, callback[1]), _parameters(header, callback[3]))
        header.aliases[callback[2]] = CType("void", 1, callback=called)
        return
    alias = re.fullmatch(r"typedef (.+?)\b(\w+)", text)
    if alias:
        header.aliases[alias[2]] = _type(header, alias[1])
        return
    function = re.fullmatch(r"(.+?)\b(\w+) ?\((.*)\)", text)
    if not function:
        raise HeaderError(f"not a declaration that is known here: {text}")
    header.functions[function[2]] = CFunction(function[2], _type(header, function[1]), _parameters(header, function[3]))


def _parameters(header: Header, text: str) -> tuple[CParameter, ...]:
    return () if text.strip() == "void" else tuple(_parameter(header, part) for part in text.split(","))


def _parameter(header: Header, text: str) -> CParameter:
    found = re.fullmatch(r"(.*?)(\w+)", text.strip())
    if not found or not found[1]:
        raise HeaderError(f"not a parameter with a name: {text}")
    return CParameter(found[2], _type(header, found[1]))


def _type(header: Header, text: str) -> CType:
    words = text.replace("*", " * ").split()
    is_const = "const" in words
    pointers = words.count("*")
    base = " ".join(word for word in words if word not in ("const", "*", "struct"))
    if base in header.aliases:
        known = header.aliases[base]
        return CType(known.base, known.pointers + pointers, is_const, None if pointers else known.callback)
    if base not in INTEGERS and base not in header.opaque and base not in ("void", "size_t"):
        raise HeaderError(f"not a type that is known here: {text.strip()}")
    return CType(base, pointers, is_const)
