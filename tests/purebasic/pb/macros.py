"""Macros: lexemes that stand for others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Optional

from .errors import Fault, ProgramError
from .scanner import Lexeme, Statement, make, scan_line

DEPTH = 50


@dataclass
class Macro:
    name: str
    parameters: Optional[list[tuple[str, Optional[Statement]]]]
    """Names with their defaults; None: a macro without parentheses."""
    body: list[Statement]
    count: int = 0


def read_header(statement: Statement) -> Macro:
    """`Macro name[(parameter [= default], ...)]`."""
    if len(statement) < 2 or statement[1].type != "NAME":
        raise Fault("Macro: expected a name")
    if len(statement) == 2:
        return Macro(str(statement[1]), None, [])
    if statement[2].type != "LPAR" or statement[-1].type != "RPAR":
        raise Fault("Macro: expected parameters between parentheses")
    parameters: list[tuple[str, Optional[Statement]]] = []
    for part in _arguments(statement[3:-1]):
        if not part or part[0].type != "NAME" or (len(part) > 1 and part[1].type != "EQUAL"):
            raise Fault("Macro: a parameter is a name, perhaps with = and a default; it has no type")
        parameters.append((part[0].lower(), part[2:] if len(part) > 1 else None))
    return Macro(str(statement[1]), parameters, [])


def _arguments(lexemes: Statement) -> list[Statement]:
    """Splits at the commas that stand in no inner parentheses."""
    if not lexemes:
        return []
    parts: list[Statement] = [[]]
    depth = 0
    for lexeme in lexemes:
        depth += {"LPAR": 1, "RPAR": -1}.get(lexeme.type, 0)
        if lexeme.type == "COMMA" and depth == 0:
            parts.append([])
        else:
            parts[-1].append(lexeme)
    return parts


Find = Callable[[str, str], Optional[Macro]]
"""The macro of a module ("" for none) and a name."""


def expand(statement: Statement, find: Find, depth: int = 0) -> list[Statement]:
    """The statements that a statement becomes when its macros are replaced."""
    if depth > DEPTH:
        raise ProgramError(statement[0].position, "a macro that expands to itself")
    for index, lexeme in enumerate(statement):
        if lexeme.type != "NAME" or (index and statement[index - 1].type in ("BACKSLASH", "DCOLON")):
            continue
        module, end = "", index + 1
        if statement[end : end + 1] and statement[end].type == "DCOLON" and statement[end + 1 :]:
            module, lexeme, end = str(lexeme), statement[end + 1], end + 2
        macro = find(module, str(lexeme)) if lexeme.type == "NAME" else None
        if macro is None:
            continue
        arguments: list[Statement] = []
        if macro.parameters is not None:
            if end >= len(statement) or statement[end].type != "LPAR":
                continue
            close = _closing(statement, end)
            arguments = _arguments(statement[end + 1 : close])
            end = close + 1
        body = _filled(macro, arguments, lexeme)
        if not body:
            rest = statement[:index] + statement[end:]
            return expand(rest, find, depth + 1) if rest else []
        body[0] = statement[:index] + body[0]
        body[-1] = body[-1] + statement[end:]
        return [done for part in body for done in expand(part, find, depth + 1)]
    return [statement]


def _closing(statement: Statement, start: int) -> int:
    depth = 0
    for index in range(start, len(statement)):
        depth += {"LPAR": 1, "RPAR": -1}.get(statement[index].type, 0)
        if depth == 0:
            return index
    raise ProgramError(statement[start].position, "a parenthesis is not closed")


def _filled(macro: Macro, arguments: list[Statement], call: Lexeme) -> list[Statement]:
    """The body with the arguments in it, placed where the macro is called."""
    parameters = macro.parameters or []
    if len(arguments) > len(parameters):
        raise ProgramError(call.position, f"macro {macro.name}: expected at most {len(parameters)} arguments")
    values: dict[str, Statement] = {}
    for index, (name, default) in enumerate(parameters):
        given = arguments[index] if index < len(arguments) else default
        if given is None:
            raise ProgramError(call.position, f"macro {macro.name}: the argument {name} is missing")
        values[name] = given
    macro.count += 1
    return [_filled_line(line, values, macro, call) for line in macro.body]


def _filled_line(line: Statement, values: dict[str, Statement], macro: Macro, call: Lexeme) -> Statement:
    filled: Statement = []
    for lexeme in line:
        text, kind = str(lexeme), lexeme.type
        joined = kind == "CONST" and not lexeme.spaced and bool(filled) and filled[-1].type == "NAME"
        word = text[1:] if joined else text
        if kind == "MACROEXPANDEDCOUNT":
            new = [make("NUMBER", str(macro.count), call.position, lexeme.spaced)]
        elif (kind == "NAME" or joined) and word.lower() in values:
            new = [make(x.type, str(x), call.position, x.spaced) for x in values[word.lower()]]
        elif joined:
            new = scan_line(word, call.position)
        else:
            new = [make(kind, text, call.position, lexeme.spaced)]
        if joined:
            glued = scan_line(str(filled.pop()) + str(new[0] if new else ""), call.position)
            new = glued + new[1:]
        filled += new
    return filled
