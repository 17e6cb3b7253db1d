"""Variables and containers: their declarations, and statements that change them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Optional, cast

from . import syntax as s
from . import values
from .blocks import Op, Signal
from .containers import Array
from .errors import Fault
from .names import default_type
from .scopes import Frame, Scope, Variable
from .types import Function, Structure, Type
from .values import Expression, Run, convert, to_integer

if TYPE_CHECKING:
    from .compiler import Compiler


class Declarations:
    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler
        self.runtime = compiler.runtime
        self.names = compiler.names
        self.expressions = compiler.expressions
        self.types = compiler.runtime.types

    # ---- Assignment

    def place(self, node: s.Expression, what: str) -> Expression:
        """Something that can be assigned to."""
        expression = self.expressions.compile(node)
        if expression.address is None or isinstance(node, (s.Group, s.AddressOf)):
            raise Fault(f"{what}: expected a variable, an element or a field")
        return expression

    def store(self, target: Expression, value: Expression, what: str) -> Op:
        address = cast(Callable[[Frame], int], target.address)
        memory, kind = self.runtime.memory, target.type
        if isinstance(kind, Structure):
            if value.type is not kind or value.address is None:
                raise Fault(f"{what}: expected a structure {kind.name}, got {values.kind_of(value.type)}")
            source, structure = value.address, kind

            def copy(frame: Frame) -> Signal:
                structure.copy(memory, source(frame), address(frame))
                return None

            return copy
        return self._store_value(kind, address, convert(value, kind, what))

    def _store_value(self, kind: Type, address: Callable[[Frame], int], run: Run) -> Op:
        memory, foreign = self.runtime.memory, self.runtime.foreign

        def write(frame: Frame) -> Signal:
            value = run(frame)
            if isinstance(kind, Function):
                foreign.check(kind, to_integer(value))
            at = address(frame)
            memory.check(at, kind.size)
            kind.write(memory, at, value)
            return None

        return write

    def assign(self, node: s.Assign) -> None:
        value = self.expressions.compile(node.value)
        target = self.place(node.target, "=")
        self.expressions.calls.check_function(target.type, node.value)
        self.compiler.emit(node.at, self.store(target, value, "="))

    def change(self, node: s.Change) -> None:
        target = self.place(node.target, node.operator)
        value = self.expressions.compile(node.value)
        changed = values.binary(self.types, node.at, node.operator, target, value)
        self.compiler.emit(node.at, self.store(target, changed, node.operator))

    def swap(self, node: s.Swap) -> None:
        first, second = self.place(node.first, "Swap"), self.place(node.second, "Swap")
        if first.type is not second.type or isinstance(first.type, Structure):
            raise Fault("Swap: expected two values of one type that is no structure")
        one, two = cast(Callable[[Frame], int], first.address), cast(Callable[[Frame], int], second.address)
        memory, kind = self.runtime.memory, first.type

        def run(frame: Frame) -> Signal:
            at, other = one(frame), two(frame)
            kept = kind.read(memory, at)
            kind.write(memory, at, kind.read(memory, other))
            kind.write(memory, other, kept)
            return None

        self.compiler.emit(node.at, run)

    def action(self, node: s.Action) -> None:
        expression = node.expression
        if isinstance(expression, s.Variable):
            if expression.type is None:
                raise Fault(f"{expression.name} alone is no statement (a label is not part of what this interpreter knows)")
            self.expressions.compile(expression)
            return
        compiled = self.expressions.compile(expression)
        is_call = isinstance(expression, s.Call) or (isinstance(expression, s.Field) and expression.bracket == "(")
        if not is_call or compiled.address is not None or compiled.container:
            raise Fault("this alone is no statement; expected a call or an assignment")
        run = compiled.run

        def call(frame: Frame) -> Signal:
            run(frame)
            return None

        self.compiler.emit(node.at, call)

    # ---- Declarations

    def declaration(self, node: s.Declaration) -> None:
        if node.keyword in ("PROTECTED", "STATIC", "SHARED") and self.names.scope is None:
            raise Fault(f"{node.keyword.capitalize()} outside of a procedure")
        if node.keyword in ("GLOBAL", "THREADED") and self.names.scope is not None:
            raise Fault(f"{node.keyword.capitalize()} inside of a procedure is not part of what this interpreter knows")
        for item in node.items:
            if node.keyword == "SHARED":
                self._share(item)
            elif isinstance(item, s.VariableItem):
                self._variable(node, item)
            elif isinstance(item, s.ContainerItem):
                self._container(node, item)
            else:
                raise Fault("an array, list or map is declared with Dim, NewList or NewMap")

    def _variable(self, node: s.Declaration, item: s.VariableItem) -> None:
        name = item.variable.name
        if item.variable.module:
            raise Fault(f"{name}: a variable of another module cannot be declared")
        kind = self.expressions.type_of(item.variable.type, name)
        if kind is None and node.type is not None and not name.startswith("*") and not name.endswith("$"):
            kind = self.expressions.type_of(node.type, name)
        variable = self._declared(node.keyword, name, kind or default_type(self.types, name), "")
        if item.value is None:
            return
        value = self.expressions.compile(item.value)
        place = self.expressions.place_of(item.variable, variable.type, cast(Callable[[Frame], int], variable.locate()))
        self.expressions.calls.check_function(variable.type, item.value)
        store = self.store(place, value, f"{name} =")
        if node.keyword == "STATIC":
            if value.constant is None:
                raise Fault(f"Static {name}: expected a constant value")
            store(Frame(0))
        elif node.keyword == "THREADED":
            raise Fault(f"Threaded {name}: a value {UNKNOWN_HERE}")
        else:
            self.compiler.emit(item.at, store)

    def _declared(self, keyword: str, name: str, kind: Type, container: str, dimensions: int = 0) -> Variable:
        """The variable of a declaration: a new one, or the one that was declared in the same way before."""
        table = self._table(container)
        old = table.get(name.lower())
        if old is not None:
            is_again = keyword in ("", "DEFINE", "GLOBAL") and not old.is_parameter and (keyword != "GLOBAL" or old.is_global)
            if not is_again or old.type is not kind or old.container != container or container:
                raise Fault(f"{name} is declared already")
            return old
        if self.names.current.public and name.lower() in self._public(container):
            raise Fault(f"{name} is declared in the public part of the module already")
        if container:
            self.names.check_free(name, container.capitalize())
        variable = Variable(name, kind, container, dimensions, keyword in ("GLOBAL", "THREADED"))
        scope = self.names.scope
        if scope and keyword != "STATIC":
            scope.add(variable)
        elif keyword == "THREADED":
            variable.make = lambda: self.runtime.make_cell(variable)
        else:
            variable.cell = self.runtime.make_cell(variable)
        table[name.lower()] = variable
        return variable

    def _table(self, container: str) -> dict[str, Variable]:
        holder = self.names.scope or self.names.current
        return holder.containers if container else holder.variables

    def _public(self, container: str) -> dict[str, Variable]:
        assert self.names.current.public
        return self.names.current.public.containers if container else self.names.current.public.variables

    def _share(self, item: s.Item) -> None:
        scope = cast(Scope, self.names.scope)
        main = self.names.current
        if isinstance(item, s.SharedItem):
            found: Optional[Variable] = main.containers.get(item.call.name.lower())
            if found is None or item.call.arguments:
                raise Fault(f"Shared: there is no array, list or map {item.call.name}()")
            scope.containers[item.call.name.lower()] = found
            return
        if not isinstance(item, s.VariableItem) or item.value is not None:
            raise Fault("Shared: expected names of variables, or of arrays, lists and maps with ()")
        name = item.variable.name
        found = main.variables.get(name.lower())
        if found is None:
            raise Fault(f"Shared: there is no variable {name} before this procedure")
        if name.lower() in scope.variables:
            raise Fault(f"{name} is declared already")
        scope.variables[name.lower()] = found

    def _container(self, node: s.Declaration, item: s.ContainerItem) -> None:
        call = item.call
        if call.module:
            raise Fault(f"{call.name}(): an {item.kind} of another module cannot be declared")
        written = call.type or (node.type if not call.name.endswith("$") and not call.name.startswith("*") else None)
        kind = self.expressions.type_of(written, call.name) or default_type(self.types, call.name)
        given = [self.expressions.compile(argument) for argument in call.arguments]
        sizes = [convert(each, self.types.integer, f"the size of {call.name}()") for each in given]
        if item.kind != "array":
            if len(sizes) > (item.kind == "map"):
                raise Fault(f"{call.name}(): too many arguments for a {item.kind}")
            self._declared(node.keyword, call.name, kind, item.kind)
            return
        if not sizes:
            raise Fault(f"{call.name}(): an array needs a size")
        old = self._table("array").get(call.name.lower())
        is_again = old is not None and old.type is kind and old.dimensions == len(sizes) and node.keyword == ""
        array = old if old and is_again else self._declared(node.keyword, call.name, kind, "array", len(sizes))
        if node.keyword == "STATIC":
            if any(each.constant is None for each in given):
                raise Fault(f"Static Dim {call.name}: expected constant sizes")
            cast(Array, array.cell).dim([to_integer(size(Frame(0))) for size in sizes])
            return
        self.compiler.emit(item.at, _sizing(cast(Callable[[Frame], Array], array.locate()), sizes, Array.dim))

    def redim(self, node: s.Redim) -> None:
        target = node.target
        if isinstance(target, s.Call):
            written = self.expressions.type_of(target.type, target.name)
            whole = self.expressions.compile(s.Call(target.at, target.module, target.name, None, ()))
            sizes, name = target.arguments, target.name
        elif isinstance(target, s.Field) and target.bracket == "(":
            written = None
            whole = self.expressions.compile(s.Field(target.at, target.base, target.name, (), "("))
            sizes, name = target.index or (), target.name
        else:
            raise Fault("ReDim: expected an array, written as Name(size)")
        if whole.container != "array" or whole.dimensions != len(sizes) or (written and written is not whole.type):
            raise Fault(f"ReDim {name}: expected an array of the same type and number of dimensions")
        runs = [convert(self.expressions.compile(each), self.types.integer, "ReDim") for each in sizes]
        self.compiler.emit(node.at, _sizing(cast(Callable[[Frame], Array], whole.get), runs, Array.redim))


UNKNOWN_HERE = "is not part of what this interpreter knows; assign it in the thread"


def _sizing(get: Callable[[Frame], Array], sizes: list[Run], apply: Callable[[Array, list[int]], None]) -> Op:
    def run(frame: Frame) -> Signal:
        apply(get(frame), [to_integer(size(frame)) for size in sizes])
        return None

    return run
