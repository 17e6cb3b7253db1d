"""Statements to syntax trees, by the grammar in purebasic.lark."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any, Optional, cast

from lark import Lark, Transformer, Tree
from lark.exceptions import UnexpectedToken, VisitError
from lark.lexer import Lexer

from . import syntax as s
from . import text
from .errors import UNKNOWN, Fault, ProgramError
from .scanner import Lexeme, Statement

ESCAPES = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, '"': 34, "\\": 92}


class Lexemes(Lexer):
    """Hands the parser what the scanner found."""

    def __init__(self, _: object) -> None:
        pass

    def lex(self, data: Statement) -> Iterator[Lexeme]:  # type: ignore[override]  # lark's short form for own lexers
        yield from data


def literal_text(lexeme: Lexeme) -> str:
    if lexeme.type == "STRING":
        return text.units(lexeme[1:-1])

    def replaced(found: re.Match[str]) -> str:
        if found[1] not in ESCAPES:
            raise Fault(f"no such escape sequence: \\{found[1]}")
        return chr(ESCAPES[found[1]])

    return text.units(re.sub(r"\\(.)", replaced, lexeme[2:-1]))


def literal_number(lexeme: Lexeme) -> int | float:
    if lexeme.type == "FLOAT":
        return float(lexeme)
    if lexeme.type == "CHARACTER":
        value = text.units(lexeme[1:-1])
        if len(value) != 1:
            raise Fault("a character between apostrophes is one character")
        return ord(value)
    base = {"NUMBER": 10, "HEX": 16, "BINARY": 2}[lexeme.type]
    number = int(lexeme.lstrip("$%"), base)
    if number >= 2**64 or (base == 10 and number > 2**63):
        raise Fault(f"{lexeme} does not fit into 64 bits")
    return number - 2**64 if number >= 2**63 and base != 10 else number


class Builder(Transformer[Lexeme, Any]):
    """Trees of the grammar to the classes of syntax.py."""

    # ---- Names, types, literals

    def number(self, items: list[Any]) -> s.Literal:
        return s.Literal(items[0].position, literal_number(items[0]))

    def text(self, items: list[Any]) -> s.Literal:
        return s.Literal(items[0].position, literal_text(items[0]))

    def qualified(self, items: list[Any]) -> tuple[Lexeme, str, str]:
        module, _, star, name = items
        if star is not None and name.spaced:
            raise Fault("no blank may stand between the * of a pointer and its name")
        return module or star or name, str(module or ""), ("*" if star else "") + str(name)

    def type(self, items: list[Any]) -> s.TypeName:
        first, _, name, _, length, _ = items
        module = str(first[1:]) if name else ""
        return s.TypeName(first.position, module, str(name or first[1:]), length)

    def structure_name(self, items: list[Any]) -> s.TypeName:
        module = str(items[0]) if len(items) > 1 else ""
        return s.TypeName(items[0].position, module, str(items[-1]), None)

    def constant(self, items: list[Any]) -> s.Constant:
        return s.Constant(items[2].position, str(items[0] or ""), str(items[2][1:]))

    # ---- Expressions

    def variable(self, items: list[Any]) -> s.Variable:
        (first, module, name), kind = items
        return s.Variable(first.position, module, name, kind)

    def call(self, items: list[Any]) -> s.Call:
        (first, module, name), kind, _, arguments, _ = items
        return s.Call(first.position, module, name, kind, tuple(arguments or ()))

    def arguments(self, items: list[Any]) -> list[s.Expression]:
        return items[0::2]

    parameters = arguments

    def index(self, items: list[Any]) -> tuple[str, tuple[s.Expression, ...]]:
        inner = items[1]
        return str(items[0]), tuple(inner) if isinstance(inner, list) else (inner,) if inner else ()

    def field(self, items: list[Any]) -> s.Field:
        base, _, name, index = items
        bracket, arguments = index or ("", None)
        return s.Field(name.position, base, str(name), arguments, bracket)

    def with_field(self, items: list[Any]) -> s.Field:
        return self.field([None, *items])

    def unary(self, items: list[Any]) -> s.Unary:
        return s.Unary(items[0].position, str(items[0]).lower(), items[1])

    def binary(self, items: list[Any]) -> s.Binary:
        return s.Binary(items[1].position, str(items[1]).lower(), items[0], items[2])

    def group(self, items: list[Any]) -> s.Group:
        return s.Group(items[0].position, items[1])

    def address_of(self, items: list[Any]) -> s.AddressOf:
        return s.AddressOf(items[0].position, items[1])

    # ---- Statements

    def action(self, items: list[Any]) -> s.Action:
        return s.Action(items[0].at, items[0])

    def assign(self, items: list[Any]) -> s.Assign:
        return s.Assign(items[0].at, items[0], items[2])

    def change(self, items: list[Any]) -> s.Change:
        return s.Change(items[0].at, items[0], str(items[1]), items[2])

    def constant_definition(self, items: list[Any]) -> s.ConstantDefinition:
        return s.ConstantDefinition(items[0].position, str(items[0][1:]), items[2])

    def declaration(self, items: list[Any]) -> s.Declaration:
        return s.Declaration(items[0].position, items[0].type, items[1], tuple(items[2::2]))

    def variable_item(self, items: list[Any]) -> s.VariableItem:
        return s.VariableItem(items[0].at, items[0], items[2])

    def container_item(self, items: list[Any]) -> s.ContainerItem:
        kind = {"DIM": "array", "NEWLIST": "list", "NEWMAP": "map"}[items[0].type]
        return s.ContainerItem(items[1].at, kind, items[1])

    def shared_item(self, items: list[Any]) -> s.SharedItem:
        return s.SharedItem(items[0].at, items[0])

    def containers(self, items: list[Any]) -> s.Declaration:
        calls = tuple(self.container_item([items[0], call]) for call in items[1::2])
        return s.Declaration(items[0].position, "", None, calls)

    def redim(self, items: list[Any]) -> s.Redim:
        return s.Redim(items[0].position, items[1])

    def with_condition(self, items: list[Any]) -> s.Conditional:
        return s.Conditional(items[0].position, items[0].type, items[1])

    def case_(self, items: list[Any]) -> s.Case:
        return s.Case(items[0].position, tuple(items[1::2]))

    def case(self, items: list[Any]) -> s.Range:
        return s.Range(items[0].at, items[0], items[2])

    def for_(self, items: list[Any]) -> s.For:
        return s.For(items[0].position, items[1], items[3], items[5], items[7])

    def foreach(self, items: list[Any]) -> s.ForEach:
        return s.ForEach(items[0].position, items[1])

    def next(self, items: list[Any]) -> s.Next:
        return s.Next(items[0].position, items[1])

    def with_(self, items: list[Any]) -> s.With:
        return s.With(items[0].position, items[1])

    def break_(self, items: list[Any]) -> s.Break:
        return s.Break(items[0].position, int(items[1] or 1))

    def bare(self, items: list[Any]) -> s.Bare:
        return s.Bare(items[0].position, items[0].type)

    def leave(self, items: list[Any]) -> s.Leave:
        return s.Leave(items[0].position, items[0].type, items[1])

    def debug(self, items: list[Any]) -> s.Debug:
        return s.Debug(items[0].position, items[1], items[3])

    def swap(self, items: list[Any]) -> s.Swap:
        return s.Swap(items[0].position, items[1], items[3])

    def signature(self, items: list[Any]) -> s.Signature:
        keyword, kind, name, _, parameters, _ = items
        return s.Signature(keyword.position, keyword.type, kind, str(name), tuple(parameters or ()), None)

    def variable_parameter(self, items: list[Any]) -> s.Parameter:
        variable, _, default = items
        if variable.module:
            raise Fault("a parameter has no module")
        return s.Parameter(variable.at, "variable", variable.name, variable.type, default, None)

    def container_parameter(self, items: list[Any]) -> s.Parameter:
        call = items[1]
        return s.Parameter(call.at, items[0].type.lower(), call.name, call.type, None, _only(call))

    def import_item(self, items: list[Any]) -> s.Signature:
        name, kind, _, parameters, _, _, symbol = items
        alias = str(symbol.value) if symbol else None
        return s.Signature(name.position, "IMPORT", kind, str(name), tuple(parameters or ()), alias)

    def structure(self, items: list[Any]) -> s.Structure:
        keyword, name, _, base, _, align = items
        return s.Structure(keyword.position, str(name), base, align)

    def structure_item(self, items: list[Any]) -> s.StructureItem:
        if isinstance(items[0], s.Variable):
            variable = items[0]
            if variable.module:
                raise Fault("a field has no module")
            return s.StructureItem(variable.at, "variable", variable.name, variable.type, items[2])
        call = items[1]
        return s.StructureItem(call.at, items[0].type.lower(), call.name, call.type, _only(call))

    def enumeration(self, items: list[Any]) -> s.Enumeration:
        keyword, name, first, _, step = items
        return s.Enumeration(keyword.position, keyword.type != "ENUMERATION", str(name or ""), first, step)

    def enumeration_item(self, items: list[Any]) -> s.EnumerationItem:
        return s.EnumerationItem(items[0].position, str(items[0][1:]), items[2])

    def module(self, items: list[Any]) -> s.Module:
        return s.Module(items[0].position, items[0].type, str(items[1]))

    def import_(self, items: list[Any]) -> s.Import:
        return s.Import(items[0].position, items[0].type, items[1])


def _only(call: s.Call) -> Optional[s.Expression]:
    if len(call.arguments) > 1:
        raise Fault(f"{call.name}(): expected one number of dimensions or none")
    return call.arguments[0] if call.arguments else None


STARTS = ["statement", "expression", "structure_item", "enumeration_item", "import_item", "parameters"]
GRAMMAR = os.path.join(os.path.dirname(__file__), "purebasic.lark")


def _load() -> Lark:
    with open(GRAMMAR, encoding="utf-8") as file:
        # Making the tables takes half of the time of a short program: Lark keeps them in the folder for temporary files.
        return Lark(file.read(), parser="lalr", lexer=Lexemes, start=STARTS, maybe_placeholders=True, cache=True)


LARK = _load()
BUILDER = Builder()


def parse(statement: Statement, start: str = "statement") -> Any:
    """The syntax tree of a statement or of a part of one."""
    for lexeme in statement:
        if lexeme.type == "FOREIGN":
            raise ProgramError(lexeme.position, f"{lexeme} {UNKNOWN}")
        if lexeme.type == "BAD":
            what = "a text without its end" if lexeme[0] in "\"'" else f"{lexeme} is not expected here"
            raise ProgramError(lexeme.position, what)
    try:
        tree = cast(Tree[Lexeme], LARK.parse(cast(str, statement), start))
    except UnexpectedToken as error:
        if error.token.type == "$END":
            raise ProgramError(statement[-1].position, f"something is missing after {statement[-1]}") from None
        raise ProgramError(error.token.position, f"{error.token} is not expected here") from None
    try:
        return BUILDER.transform(tree)
    except VisitError as error:
        if isinstance(error.orig_exc, Fault):
            raise ProgramError(statement[0].position, str(error.orig_exc)) from None
        raise
