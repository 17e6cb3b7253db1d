"""Calls: procedures, imported functions, function pointers and commands, with their arguments checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from . import syntax as s
from .errors import UNKNOWN, Fault
from .library import COMMANDS, Command
from .scopes import Frame, Imported, Procedure
from .types import Function, Number, Parameter, Signature, Type, Value
from .values import Expression, Run, convert, to_integer

if TYPE_CHECKING:
    from .expressions import Expressions

Argument = Callable[[Frame], Any]


class Calls:
    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions
        self.runtime = expressions.runtime
        self.types = expressions.types
        self.names = expressions.names

    def named(self, node: s.Call) -> Expression:
        found = self.names.callable(node.module, node.name)
        if isinstance(found, Procedure):
            return self._procedure(node, found)
        if isinstance(found, Imported):
            return self._imported(node, found)
        if node.module:
            raise Fault(f"module {node.module} has no public procedure {node.name}()")
        if node.name.lower() in COMMANDS:
            return self._command(node, COMMANDS[node.name.lower()])
        if node.name.lower() in self.names.commands:
            raise Fault(f"{self.names.commands[node.name.lower()]}() {UNKNOWN}")
        raise Fault(f"no procedure, command, array, list or map {node.name}()")

    def procedure(self, node: s.Call) -> Procedure:
        """The procedure of this name, for its address."""
        found = self.names.callable(node.module, node.name)
        if not isinstance(found, Procedure):
            raise Fault(f"@{node.name}(): no such procedure")
        return found

    # ---- What is called

    def _procedure(self, node: s.Call, procedure: Procedure) -> Expression:
        arguments = self._bind(procedure.signature, node.arguments)
        runtime = self.runtime

        def run(frame: Frame) -> Value:
            return runtime.call(procedure, [argument(frame) for argument in arguments])

        return Expression(node.at, procedure.signature.result, run)

    def pointer(
        self, node: s.Expression, signature: Signature, pointer: Expression, arguments: tuple[s.Expression, ...]
    ) -> Expression:
        """A call through a variable of a prototype."""
        given = self._bind(signature, arguments)
        runtime, address = self.runtime, cast(Callable[[Frame], int], pointer.run)

        def run(frame: Frame) -> Value:
            values = [argument(frame) for argument in given]
            at = address(frame)
            result: Value = runtime.call_foreign(lambda: runtime.foreign.call(signature, at, values))
            return result

        return Expression(node.at, signature.result, run)

    def _imported(self, node: s.Call, function: Imported) -> Expression:
        given = self._bind(function.signature, node.arguments)
        runtime = self.runtime

        def run(frame: Frame) -> Value:
            values = [argument(frame) for argument in given]
            address = runtime.foreign.find_imported(function.file, function.symbol)
            result: Value = runtime.call_foreign(lambda: runtime.foreign.call(function.signature, address, values))
            return result

        return Expression(node.at, function.signature.result, run)

    def _command(self, node: s.Call, command: Command) -> Expression:
        most = len(command.parameters)
        given = len(node.arguments)
        if given < command.required or (given > most and not command.is_variadic):
            raise Fault(f"{command.name}(): expected {_count(command.required, most)}, got {given}")
        arguments = []
        for index, argument in enumerate(node.arguments):
            name, kind = (
                ("a parameter", "i") if index >= most else (command.parameters[index].name, command.parameters[index].kind)
            )
            what = f"{command.name}(), {name}"
            if kind in ("array", "list", "map"):
                arguments.append(self._whole(argument, kind, what))
            else:
                arguments.append(_narrowed(self.expressions.compile(argument), self.types.letters[kind], what))
        runtime, function = self.runtime, command.run
        result = self.types.letters[command.result] if command.result else self.types.integer

        def run(frame: Frame) -> Value:
            value: Value = function(runtime, *[argument(frame) for argument in arguments])
            return value

        unusable = "" if command.result else f"{command.name}() returns nothing"
        return Expression(node.at, result, run, unusable=unusable)

    # ---- Arguments

    def _bind(self, signature: Signature, arguments: tuple[s.Expression, ...]) -> list[Argument]:
        most = len(signature.parameters)
        if not signature.required <= len(arguments) <= most:
            raise Fault(f"{signature.name}(): expected {_count(signature.required, most)}, got {len(arguments)}")
        bound = [self._argument(signature, p, argument) for p, argument in zip(signature.parameters, arguments)]
        for parameter in signature.parameters[len(arguments) :]:
            bound.append(_constant(cast(Value, parameter.default)))
        return bound

    def _argument(self, signature: Signature, parameter: Parameter, argument: s.Expression) -> Argument:
        what = f"{signature.name}(), {parameter.name}"
        if parameter.container:
            return self._whole(argument, parameter.container, what, parameter)
        run = _narrowed(self.expressions.compile(argument), parameter.type, what)
        if not isinstance(parameter.type, Function):
            return run
        self.check_function(parameter.type, argument)
        return self._checked(parameter.type, run)

    def _checked(self, kind: Function, run: Run) -> Run:
        foreign = self.runtime.foreign

        def checked(frame: Frame) -> Value:
            address = run(frame)
            foreign.check(kind, to_integer(address))
            return address

        return checked

    def check_function(self, kind: Type, value: s.Expression) -> None:
        """Compares a prototype with the header where the name of the function stands beside it."""
        is_named = isinstance(value, s.Call) and value.name.lower() == "getfunction" and len(value.arguments) == 2
        if not isinstance(kind, Function) or not is_named:
            return
        name = self.expressions.compile(cast(s.Call, value).arguments[1]).constant
        if isinstance(name, str):
            self.runtime.foreign.check_name(kind.signature, name)

    def _whole(self, argument: s.Expression, kind: str, what: str, parameter: Parameter | None = None) -> Argument:
        expression = self.expressions.compile(argument)
        if expression.container != kind or expression.get is None:
            raise Fault(f"{what}: expected a{'n' if kind == 'array' else ''} {kind}, written as Name()")
        if parameter and (expression.type is not parameter.type or expression.dimensions != parameter.dimensions):
            raise Fault(f"{what}: expected elements of type {parameter.type.name}, or another number of dimensions")
        return expression.get


def _constant(value: Value) -> Argument:
    return lambda frame: value


def _narrowed(expression: Expression, kind: Type, what: str) -> Run:
    """The value that a parameter of the type receives."""
    run = convert(expression, kind, what)
    if not isinstance(kind, Number):
        return run
    narrow = kind.narrow
    return lambda frame: narrow(run(frame))


def _count(least: int, most: int) -> str:
    if least == most:
        return f"{most} argument{'' if most == 1 else 's'}"
    return f"{least} to {most} arguments"
