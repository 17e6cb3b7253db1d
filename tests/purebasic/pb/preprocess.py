"""Files to the statements that are compiled: includes, conditions of the compiler, macros."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Optional

from . import source
from .errors import Fault, Position, ProgramError
from .macros import Macro, expand, read_header
from .names import Names
from .runtime import Options
from .scanner import Statement, scan
from .types import Value

FREE_EDITION_LINES = 800
INCLUDE_DEPTH = 50


@dataclass
class Condition:
    """A CompilerIf or CompilerSelect that is open."""

    keyword: str
    at: Position
    active: bool
    taken: bool
    """Whether one of its parts was compiled, or none may be, as it stands in code that is not."""
    value: Optional[Value] = None
    """Of a CompilerSelect."""


class Preprocessor:
    def __init__(
        self,
        options: Options,
        names: Names,
        evaluate: Callable[[Statement, str], Value],
        accept: Callable[[Statement], None],
        warn: Callable[[str], None],
    ) -> None:
        self.options = options
        self.names = names
        self.evaluate = evaluate
        self.accept = accept
        self.warn = warn
        self.conditions: list[Condition] = []
        self.macro: Optional[Macro] = None
        self.macro_at: Optional[Position] = None
        self.include_path = ""
        self.included: set[str] = set()
        self.depth = 0
        self.lines = 0

    def run(self, path: str) -> None:
        """Compiles a file and all that it includes."""
        lines = source.read_lines(path)
        self.lines += len(lines)
        if self.options.is_free_edition and self.lines > FREE_EDITION_LINES:
            raise ProgramError(
                Position(path, 1), f"{self.lines} lines with this file; the free edition compiles {FREE_EDITION_LINES}"
            )
        open_before = len(self.conditions)
        for statement in scan(lines, path):
            self.statement(statement)
        if self.macro and self.macro_at:
            raise ProgramError(self.macro_at, "Macro without EndMacro")
        if len(self.conditions) > open_before:
            condition = self.conditions[-1]
            raise ProgramError(condition.at, f"{condition.keyword} without its end")

    @property
    def active(self) -> bool:
        return all(condition.active for condition in self.conditions)

    def statement(self, statement: Statement, is_expanded: bool = False) -> None:
        first = statement[0]
        try:
            if self.macro is not None:
                self._macro_line(statement)
            elif first.type.startswith("COMPILER"):
                self._directive(statement)
            elif self.active:
                self._plain(statement, is_expanded)
        except Fault as fault:
            raise ProgramError(first.position, str(fault)) from None

    def _plain(self, statement: Statement, is_expanded: bool) -> None:
        kind = statement[0].type
        if kind == "MACRO":
            self.macro, self.macro_at = read_header(statement), statement[0].position
        elif kind == "ENDMACRO":
            raise Fault("EndMacro without Macro")
        elif kind == "UNDEFINEMACRO":
            self._undefine(statement)
        elif kind in ("INCLUDEFILE", "XINCLUDEFILE", "INCLUDEPATH"):
            self._include(statement)
        elif is_expanded:
            self.accept(statement)
        else:
            for part in expand(statement, self.names.macro):
                self.statement(part, is_expanded=True)

    # ---- Macros

    def _macro_line(self, statement: Statement) -> None:
        assert self.macro
        if statement[0].type == "MACRO":
            raise Fault("Macro inside of a Macro")
        if statement[0].type != "ENDMACRO":
            self.macro.body.append(statement)
            return
        macro, self.macro = self.macro, None
        if macro.name.lower() in self.names.commands:
            raise Fault(f"macro {macro.name}: the name is that of a command of PureBasic")
        if macro.name.lower() in self.names.current.macros:
            raise Fault(f"macro {macro.name} is there already")
        self.names.current.macros[macro.name.lower()] = macro

    def _undefine(self, statement: Statement) -> None:
        name = statement[1].lower() if len(statement) == 2 else ""
        if name not in self.names.current.macros:
            raise Fault("UndefineMacro: expected the name of a macro")
        del self.names.current.macros[name]

    # ---- Includes

    def _include(self, statement: Statement) -> None:
        keyword, position = statement[0], statement[0].position
        name = self._text(statement)
        if keyword.type == "INCLUDEPATH":
            self.include_path = name
            return
        path = source.find_include(name, self.include_path, position.file, self.options.includes)
        if path is None:
            raise Fault(f"{keyword}: there is no file {name}")
        real = os.path.realpath(path)
        if keyword.type == "XINCLUDEFILE" and real in self.included:
            return
        if self.depth >= INCLUDE_DEPTH:
            raise Fault(f"{keyword}: more than {INCLUDE_DEPTH} files include each other")
        self.included.add(real)
        self.depth += 1
        self.run(path)
        self.depth -= 1

    def _value(self, statement: Statement) -> Value:
        parts = expand(statement[1:], self.names.macro) if len(statement) > 1 else []
        if len(parts) != 1:
            raise Fault(f"{statement[0]}: expected one constant expression")
        return self.evaluate(parts[0], str(statement[0]))

    def _text(self, statement: Statement) -> str:
        value = self._value(statement)
        if not isinstance(value, str):
            raise Fault(f"{statement[0]}: expected a string, got a number")
        return value

    # ---- Conditions

    def _directive(self, statement: Statement) -> None:
        kind, position = statement[0].type, statement[0].position
        if kind in ("COMPILERIF", "COMPILERSELECT"):
            outer = self.active
            condition = Condition(str(statement[0]), position, False, not outer)
            if outer and kind == "COMPILERSELECT":
                condition.value = self._value(statement)
            elif outer:
                condition.active = condition.taken = bool(self._value(statement))
            self.conditions.append(condition)
        elif kind in ("COMPILERERROR", "COMPILERWARNING"):
            if self.active and kind == "COMPILERERROR":
                raise Fault(f"CompilerError: {self._text(statement)}")
            if self.active:
                self.warn(f"{position}: warning: {self._text(statement)}")
        else:
            self._part(statement, kind)

    def _part(self, statement: Statement, kind: str) -> None:
        """The further parts of a condition, and its end."""
        wanted = "compilerif" if kind in ("COMPILERELSEIF", "COMPILERELSE", "COMPILERENDIF") else "compilerselect"
        if not self.conditions or self.conditions[-1].keyword.lower() != wanted:
            raise Fault(f"{statement[0]} without {'CompilerIf' if wanted == 'compilerif' else 'CompilerSelect'}")
        condition = self.conditions[-1]
        if kind in ("COMPILERENDIF", "COMPILERENDSELECT"):
            self.conditions.pop()
            return
        is_chosen = not condition.taken
        if is_chosen and kind == "COMPILERELSEIF":
            is_chosen = bool(self._value(statement))
        elif is_chosen and kind == "COMPILERCASE":
            is_chosen = self._value(statement) == condition.value
        condition.active = is_chosen
        condition.taken = condition.taken or is_chosen
