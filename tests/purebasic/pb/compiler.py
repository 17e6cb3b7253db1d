"""A program from its source to what runs: every statement is checked, used or not, before the first one runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from . import constants
from . import syntax as s
from .blocks import Block, EnumerationBlock, ImportBlock, Op, Signal, StructureBlock, located, run_all
from .control import Control
from .declarations import Declarations
from .definitions import Definitions
from .errors import Fault, Position, ProgramError
from .expressions import Expressions
from .names import Names
from .parser import parse
from .preprocess import Preprocessor
from .routines import Routines
from .runtime import Options, Runtime
from .scanner import Statement, make
from .scopes import Frame, Namespace, Procedure
from .types import Value
from .values import plain_value, shown

B = TypeVar("B", bound=Block)


@dataclass
class Program:
    runtime: Runtime
    main: Op
    names: Names

    def run(self) -> None:
        self.main(Frame(0))

    def call(self, name: str) -> None:
        """Calls a procedure without arguments, `Name` or `Module::Name`."""
        module, _, plain = name.rpartition("::")
        found = self.names.callable(module, plain)
        if not isinstance(found, Procedure) or found.signature.required:
            raise Fault(f"there is no procedure {name}() without arguments")
        values = [parameter.default for parameter in found.signature.parameters]
        self.runtime.call(found, values)


class Compiler:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.runtime = Runtime(options)
        fixed = constants.for_target(options.target, options.is_threaded)
        self.names = Names(self.runtime.types, fixed | {name.lower(): value for name, value in options.constants.items()})
        self.expressions = Expressions(self.names, self.runtime)
        self.blocks: list[Block] = [Block("program", Position(options.file, 1))]
        self.modules: list[tuple[Namespace, Position]] = []
        self.control = Control(self)
        self.declarations = Declarations(self)
        self.definitions = Definitions(self)
        self.routines = Routines(self)
        self.handlers = self._handlers()
        self.bare = self._bare()

    def compile(self) -> Program:
        preprocessor = Preprocessor(self.options, self.names, self._evaluate, self._accept, self._warn)
        preprocessor.run(self.options.file)
        if len(self.blocks) > 1:
            block = self.blocks[-1]
            raise ProgramError(block.at, f"{block.keyword} without its end")
        self.routines.check_bodies(self.names.main)
        for module, at in self.modules:
            if not module.is_complete:
                raise ProgramError(at, f"DeclareModule {module.name} without Module {module.name}")
        return Program(self.runtime, run_all(self.blocks[0].ops), self.names)

    # ---- Blocks

    def open(self, block: Block) -> None:
        self.blocks.append(block)

    def inside(self, kind: type[B], keyword: str, opener: str) -> B:
        """The innermost block, which must be of this kind."""
        block = self.blocks[-1]
        if isinstance(block, kind):
            return block
        if len(self.blocks) == 1:
            raise Fault(f"{keyword} without {opener}")
        raise Fault(f"{keyword} is not expected here: {block.keyword} of line {block.at.line} is open")

    def close(self, kind: type[B], keyword: str, opener: str) -> B:
        block = self.inside(kind, keyword, opener)
        self.blocks.pop()
        return block

    def emit(self, at: Position, op: Op) -> None:
        self.blocks[-1].ops.append(located(at, op))

    # ---- Statements

    def _evaluate(self, statement: Statement, what: str) -> Value:
        expression = self.expressions.compile(parse(statement, "expression"))
        plain_value(expression)
        if expression.constant is None:
            raise ProgramError(statement[0].position, f"{what}: expected a constant expression")
        return expression.constant

    def _warn(self, line: str) -> None:
        print(line, file=sys.stderr)

    def _accept(self, statement: Statement) -> None:
        node = self._parse(statement)
        try:
            self.handlers[type(node)](node)
        except Fault as fault:
            raise ProgramError(node.at, str(fault)) from None

    def _parse(self, statement: Statement) -> Any:
        """Between Structure, Enumeration, Import and their ends stands something else than statements."""
        block = self.blocks[-1]
        kinds = {StructureBlock: "structure_item", EnumerationBlock: "enumeration_item", ImportBlock: "import_item"}
        start = kinds.get(type(block))
        is_end = statement[0].type.startswith(("END", "STRUCTUREUNION"))
        if start is None or is_end:
            return parse(statement)
        if statement[0].type == "FOREIGN" or statement[0].type in ("PROCEDURE", "IF", "DECLARE", "DEFINE", "GLOBAL"):
            raise ProgramError(statement[0].position, f"{statement[0]} inside of {block.keyword} of line {block.at.line}")
        return parse(_field_name(statement) if start == "structure_item" else statement, start)

    def _handlers(self) -> dict[type, Callable[[Any], None]]:
        control, declarations, definitions, routines = self.control, self.declarations, self.definitions, self.routines
        return {
            s.Action: declarations.action, s.Assign: declarations.assign, s.Change: declarations.change,
            s.Declaration: declarations.declaration, s.Redim: declarations.redim, s.Swap: declarations.swap,
            s.ConstantDefinition: definitions.constant, s.Enumeration: definitions.enumeration,
            s.Structure: definitions.structure, s.Module: definitions.module,
            s.EnumerationItem: lambda node: definitions.enumeration_item(self.inside(EnumerationBlock, "", ""), node),
            s.StructureItem: lambda node: definitions.structure_item(self.inside(StructureBlock, "", ""), node),
            s.Signature: self._signature, s.Import: routines.import_,
            s.Conditional: control.conditional, s.Case: control.case, s.For: control.for_, s.ForEach: control.for_each,
            s.Next: control.next, s.With: control.with_, s.Break: control.break_, s.Leave: control.leave,
            s.Debug: self._debug, s.Bare: lambda node: self.bare[node.keyword](node),
        }  # fmt: skip

    def _bare(self) -> dict[str, Callable[[s.Bare], None]]:
        control, definitions, routines = self.control, self.definitions, self.routines
        return {
            "ELSE": control.else_, "ENDIF": control.end_if, "DEFAULT": control.default, "ENDSELECT": control.end_select,
            "WEND": control.wend, "REPEAT": control.repeat, "FOREVER": control.forever, "CONTINUE": control.continue_,
            "ENDWITH": control.end_with, "ENDPROCEDURE": routines.end_procedure, "ENDIMPORT": routines.end_import,
            "ENDSTRUCTURE": definitions.end_structure, "STRUCTUREUNION": definitions.structure_union,
            "ENDSTRUCTUREUNION": definitions.end_structure_union, "ENDENUMERATION": definitions.end_enumeration,
            "ENDDECLAREMODULE": definitions.end_module, "ENDMODULE": definitions.end_module,
            "ENABLEEXPLICIT": definitions.explicit, "DISABLEEXPLICIT": definitions.explicit,
        }  # fmt: skip

    def _signature(self, node: s.Signature) -> None:
        if node.keyword == "IMPORT":
            self.routines.import_item(self.inside(ImportBlock, "", ""), node)
        else:
            self.routines.signature(node)

    def _debug(self, node: s.Debug) -> None:
        value = self.expressions.compile(node.value)
        plain_value(value)
        if value.is_boolean:
            raise Fault("Debug: a comparison or And, Or, XOr, Not needs Bool() outside of a condition")
        level = self.expressions.constant_integer(node.level, "Debug") if node.level else 0
        show, runtime = shown(value), self.runtime

        def run(frame: Frame) -> Signal:
            if level <= 0:
                runtime.write(show(frame), "\n")
            return None

        self.emit(node.at, run)


def _field_name(statement: Statement) -> Statement:
    """A field may be named like a keyword."""
    at = 1 if statement[0].type == "STAR" else 0
    if len(statement) > at + 1 and statement[at + 1].type == "TYPE" and statement[at].type.isalpha():
        word = statement[at]
        return [*statement[:at], make("NAME", str(word), word.position, word.spaced), *statement[at + 1 :]]
    return statement
