"""Procedures, prototypes and imported functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional, cast

from . import syntax as s
from .blocks import ImportBlock, ModuleBlock, ProcedureBlock, run_all
from .errors import UNKNOWN, Fault, ProgramError
from .names import default_type
from .scopes import Imported, Namespace, Procedure, Scope, Variable
from .types import FixedText, Function, Parameter, PseudoText, Signature, Structure, Type

if TYPE_CHECKING:
    from .compiler import Compiler

C_FORMS = ("PROCEDUREC", "PROCEDURECDLL", "DECLAREC", "DECLARECDLL", "PROTOTYPEC")


class Routines:
    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler
        self.names = compiler.names
        self.expressions = compiler.expressions
        self.types = compiler.runtime.types

    # ---- Signatures

    def read(self, node: s.Signature, is_c: bool, is_foreign: bool) -> Signature:
        result: Type = self.types.integer
        if node.type:
            result = self.expressions.type_of(node.type, node.name.rstrip("$")) or result
        elif node.name.endswith("$"):
            result = self.types.text
        if isinstance(result, (Structure, FixedText)):
            raise Fault(f"{node.name}(): a result is a number or a string, not {result.name}")
        if isinstance(result, Function):
            result = self.types.integer
        if is_foreign and result.is_text:
            raise Fault(f"{node.name}: a prototype that returns a string {UNKNOWN} (PureBasic reads a pointer there)")
        parameters = [self._parameter(each, is_foreign) for each in node.parameters]
        names = [(p.name.lower(), bool(p.container)) for p in parameters]
        for index, name in enumerate(names):
            if name in names[:index]:
                raise Fault(f"{node.name}(): two parameters {parameters[index].name}")
        has_default = False
        for parameter in parameters:
            if has_default and parameter.default is None:
                raise Fault(f"{node.name}(): {parameter.name} needs a default, as the parameter before it has one")
            has_default = has_default or parameter.default is not None
        return Signature(node.name, result, parameters, is_c, node.type is not None)

    def _parameter(self, node: s.Parameter, is_foreign: bool) -> Parameter:
        kind: Optional[Type] = None
        if node.type and node.type.name.lower().startswith("p-") and is_foreign:
            kind = self.types.pseudo.get(node.type.name.lower())
            if kind is None:
                raise ProgramError(node.at, f".{node.type.name} {UNKNOWN}")
        kind = kind or self.expressions.type_of(node.type, node.name) or default_type(self.types, node.name)
        if node.kind != "variable":
            if is_foreign:
                raise ProgramError(node.at, f"{node.name}: a foreign function takes no {node.kind}")
            dimensions = self.expressions.constant_integer(node.dimensions, node.name) if node.dimensions else 0
            if (node.kind == "array") != (dimensions > 0):
                raise ProgramError(node.at, f"{node.name}: Array Name(dimensions), List Name() or Map Name()")
            return Parameter(node.name, kind, None, node.kind, dimensions)
        if isinstance(kind, (Structure, FixedText)):
            raise ProgramError(node.at, f"{node.name}: a parameter cannot be {kind.name}; use a pointer")
        if isinstance(kind, PseudoText) and node.default is not None:
            raise ProgramError(node.at, f"{node.name}: a default for {kind.name} {UNKNOWN}")
        default = None
        if node.default is not None:
            default = self.expressions.constant_value(node.default, node.name)
            if isinstance(default, str) != kind.is_text:
                raise ProgramError(node.at, f"{node.name}: the default is not of the type of the parameter")
            if isinstance(default, float) and not kind.is_float:
                default = round(default)
        return Parameter(node.name, kind, default)

    def signature(self, node: s.Signature) -> None:
        is_c = node.keyword in C_FORMS
        if node.keyword.startswith("PROTOTYPE"):
            signature = self.read(node, is_c, is_foreign=True)
            self.names.define_type(node.name, Function(self.types.pointer_kind, signature))
        elif node.keyword.startswith("DECLARE"):
            self._declare(node, self.read(node, is_c, is_foreign=False))
        else:
            self._procedure(node, self.read(node, is_c, is_foreign=False))

    # ---- Procedures

    def _declare(self, node: s.Signature, signature: Signature) -> None:
        old = self._own(node.name)
        if old is None:
            self.names.check_free(node.name, "Procedure")
            self.names.current.callables[node.name.lower()] = Procedure(signature, node.at)
        elif not old.signature.same_as(signature):
            raise Fault(f"{node.name}() is declared in another way in line {old.at.line} of {old.at.file}")

    def _own(self, name: str) -> Optional[Procedure]:
        """The procedure of this namespace, or declared in the public part of its module."""
        spaces = [self.names.current, self.names.current.public]
        found = [space.callables.get(name.lower()) for space in spaces if space]
        procedures = [each for each in found if each is not None]
        if procedures and not isinstance(procedures[0], Procedure):
            raise Fault(f"{name}() is an imported function")
        return cast(Procedure, procedures[0]) if procedures else None

    def _procedure(self, node: s.Signature, signature: Signature) -> None:
        if self.names.scope is not None:
            raise Fault("a procedure inside of a procedure")
        outer = self.compiler.blocks[-1]
        if not isinstance(outer, ModuleBlock) and outer.keyword != "program":
            raise Fault(f"a procedure inside of {outer.keyword}")
        if outer.keyword == "DeclareModule":
            raise Fault("DeclareModule holds no procedures, only Declare")
        procedure = self._own(node.name)
        if procedure is None:
            self.names.check_free(node.name, "Procedure")
            procedure = Procedure(signature, node.at)
            self.names.current.callables[node.name.lower()] = procedure
        elif procedure.body is not None or procedure.locals:
            raise Fault(f"there is a procedure {node.name}() already")
        elif not procedure.signature.same_as(signature):
            raise Fault(f"{node.name}() is declared in another way in line {procedure.at.line} of {procedure.at.file}")
        procedure.signature = signature
        scope = Scope(procedure)
        for parameter in signature.parameters:
            variable = Variable(parameter.name, parameter.type, parameter.container, parameter.dimensions, is_parameter=True)
            table = scope.containers if parameter.container else scope.variables
            scope.add(variable)
            table[parameter.name.lower()] = variable
        self.names.scope = scope
        self.compiler.open(ProcedureBlock("Procedure", node.at, procedure=procedure))

    def end_procedure(self, node: s.Bare) -> None:
        block = self.compiler.close(ProcedureBlock, "EndProcedure", "Procedure")
        cast(Procedure, block.procedure).body = run_all(block.ops)
        self.names.scope = None

    def check_bodies(self, space: Namespace) -> None:
        for found in space.callables.values():
            if isinstance(found, Procedure) and found.body is None:
                raise ProgramError(found.at, f"{found.name}() is declared, but there is no such procedure")

    # ---- Imports

    def import_(self, node: s.Import) -> None:
        if self.names.scope is not None:
            raise Fault("Import inside of a procedure")
        file = self.expressions.constant_value(node.file, "Import")
        if not isinstance(file, str):
            raise Fault("Import: expected the name of a file")
        self.compiler.open(ImportBlock("Import", node.at, file=file, is_c=node.keyword == "IMPORTC"))

    def import_item(self, block: ImportBlock, node: s.Signature) -> None:
        signature = self.read(node, block.is_c, is_foreign=True)
        symbol = node.symbol or node.name
        self.compiler.runtime.foreign.check_name(signature, symbol)
        self.names.check_free(node.name, "Import")
        self.names.current.callables[node.name.lower()] = Imported(signature, block.file, symbol, node.at)

    def end_import(self, node: s.Bare) -> None:
        self.compiler.close(ImportBlock, "EndImport", "Import")
