"""Expressions: names resolved, types checked, and turned into what runs."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Optional, cast

from . import syntax as s
from . import values
from .calls import Calls
from .containers import Array, Container, List, Map
from .errors import Fault, ProgramError
from .forms import FORMS, Forms
from .names import Names, default_type
from .runtime import Runtime
from .scopes import Frame, Variable
from .types import FieldType, Function, Pointer, Structure, Type, Value
from .values import Expression, fixed, to_integer


class Expressions:
    def __init__(self, names: Names, runtime: Runtime) -> None:
        self.names = names
        self.runtime = runtime
        self.types = runtime.types
        self.memory = runtime.memory
        self.with_target: Optional[s.Expression] = None
        self.calls = Calls(self)
        self.forms = Forms(self)

    def compile(self, node: s.Expression) -> Expression:
        """The checked expression; an error names the line of the node."""
        try:
            return self._compile(node)
        except Fault as fault:
            raise ProgramError(node.at, str(fault)) from None

    def _compile(self, node: s.Expression) -> Expression:
        if isinstance(node, s.Literal):
            return fixed(node.at, self._type_of_value(node.value), node.value)
        if isinstance(node, s.Constant):
            value = self.constant(node)
            return fixed(node.at, self._type_of_value(value), value)
        if isinstance(node, s.Variable):
            return self.variable(node)
        if isinstance(node, s.Call):
            return self.call(node)
        if isinstance(node, s.Field):
            return self.field(node)
        if isinstance(node, s.Group):
            return self.compile(node.inner)
        if isinstance(node, s.Unary):
            return values.unary(self.types, node.at, node.operator, self.compile(node.operand))
        if isinstance(node, s.Binary):
            left, right = self.compile(node.left), self.compile(node.right)
            return values.binary(self.types, node.at, node.operator, left, right)
        assert isinstance(node, s.AddressOf)
        return self.address_of(node)

    def _type_of_value(self, value: Value) -> Type:
        if isinstance(value, str):
            return self.types.text
        return self.types.double if isinstance(value, float) else self.types.integer

    # ---- Constants

    def constant(self, node: s.Constant) -> Value:
        if not node.module:
            place: Optional[Value] = self._positional(node)
            if place is not None:
                return place
        return self.names.constant(node.module, node.name)

    def _positional(self, node: s.Constant) -> Optional[Value]:
        file, main = os.path.abspath(node.at.file), os.path.abspath(self.runtime.options.file)
        scope = self.names.scope
        found: dict[str, Value] = {
            "pb_compiler_file": file,
            "pb_compiler_filepath": os.path.join(os.path.dirname(file), ""),
            "pb_compiler_filename": os.path.basename(file),
            "pb_compiler_line": node.at.line,
            "pb_compiler_procedure": scope.procedure.name if scope else "",
            "pb_compiler_module": self.names.current.name,
            "pb_compiler_ismainfile": int(file == main),
            "pb_compiler_isincludefile": int(file != main),
            "pb_compiler_enableexplicit": int(self.names.current.is_explicit),
        }
        return found.get(node.name.lower())

    def constant_value(self, node: s.Expression, what: str) -> Value:
        expression = self.compile(node)
        if expression.constant is None:
            raise ProgramError(node.at, f"{what}: expected a constant expression")
        return expression.constant

    def constant_integer(self, node: s.Expression, what: str) -> int:
        value = self.constant_value(node, what)
        if isinstance(value, str):
            raise ProgramError(node.at, f"{what}: expected a number, got a string")
        return to_integer(value)

    # ---- Variables

    def type_of(self, written: Optional[s.TypeName], name: str) -> Optional[Type]:
        """As Names.type_of(), with the length of a fixed string."""
        if written and written.length is not None:
            return self.names.resolve(written, self.constant_integer(written.length, "the length of a string"))
        return self.names.type_of(written, name)

    def variable(self, node: s.Variable) -> Expression:
        found = self.names.variable(node.module, node.name)
        written = self.type_of(node.type, node.name)
        if found is None:
            if node.module:
                raise Fault(f"module {node.module} has no public variable {node.name}")
            if self.names.current.is_explicit:
                raise Fault(f"the variable {node.name} is not declared (EnableExplicit)")
            found = Variable(node.name, written or default_type(self.types, node.name))
            self.place(found)
        elif node.type is not None and written is not None and found.type is not written:
            raise Fault(f"{node.name} is of type {found.type.name} and cannot be {written.name}")
        return self.place_of(node, found.type, cast(Callable[[Frame], int], found.locate()))

    def place(self, variable: Variable) -> None:
        """Puts a new variable that is declared by its use into the scope where it is used."""
        if self.names.scope:
            self.names.scope.add(variable)
            self.names.scope.variables[variable.name.lower()] = variable
        else:
            variable.cell = self.runtime.make_cell(variable)
            self.names.current.variables[variable.name.lower()] = variable

    def place_of(self, node: s.Expression, kind: Type, address: Callable[[Frame], int]) -> Expression:
        """What lies at an address."""
        memory = self.memory

        def run(frame: Frame) -> Value:
            at = address(frame)
            memory.check(at, kind.size)
            return kind.read(memory, at)

        return Expression(node.at, kind, run, address=address)

    # ---- Elements and calls

    def call(self, node: s.Call) -> Expression:
        if node.type is not None:
            raise Fault(f"{node.name}(): a type stands only where an array, list or map is declared")
        container = self.names.container(node.module, node.name)
        if container:
            get = cast(Callable[[Frame], Container], container.locate())
            return self.element(node, container.container, container.type, container.dimensions, get, node.arguments)
        variable = self.names.variable(node.module, node.name)
        if variable and isinstance(variable.type, Function):
            address = self.place_of(node, variable.type, cast(Callable[[Frame], int], variable.locate()))
            return self.calls.pointer(node, variable.type.signature, address, node.arguments)
        if not node.module and node.name.lower() in FORMS:
            return self.forms.compile(node)
        return self.calls.named(node)

    def element(
        self,
        node: s.Expression,
        kind: str,
        element: Type,
        dimensions: int,
        get: Callable[[Frame], Container],
        arguments: tuple[s.Expression, ...],
    ) -> Expression:
        """An element of an array, list or map, or without arguments perhaps the whole."""
        given = [self.compile(argument) for argument in arguments]
        address = self._address_of_element(kind, dimensions, get, given)
        if address is None:
            whole = Expression(node.at, element, lambda frame: 0, unusable="an array is used without an index")
        else:
            whole = self.place_of(node, element, address)
        if not given:
            whole.container, whole.get, whole.dimensions = kind, get, dimensions
        return whole

    def _address_of_element(
        self, kind: str, dimensions: int, get: Callable[[Frame], Container], given: list[Expression]
    ) -> Optional[Callable[[Frame], int]]:
        if kind == "array":
            if given and len(given) != dimensions:
                raise Fault(f"the array has {dimensions} dimensions, got {len(given)} indexes")
            indexes = [values.convert(each, self.types.integer, "an index") for each in given]
            if not given:
                return None
            return lambda frame: cast(Array, get(frame)).at([to_integer(index(frame)) for index in indexes])
        if kind == "list":
            if given:
                raise Fault("a list has no index; SelectElement() goes to an element")
            return lambda frame: cast(List, get(frame)).current()
        if len(given) > 1:
            raise Fault(f"a map has one key, got {len(given)}")
        if not given:
            return lambda frame: cast(Map, get(frame)).current()
        key = values.convert(given[0], self.types.text, "the key of a map")
        return lambda frame: cast(Map, get(frame)).at(str(key(frame)))

    # ---- Fields

    def field(self, node: s.Field) -> Expression:
        if node.base is None and self.with_target is None:
            raise Fault(f"\\{node.name} without a structure before it is for With only")
        base = self.compile(node.base or cast(s.Expression, self.with_target))
        structure, start = self._structure_of(base, node.name)
        item = structure.find(node.name)
        memory = self.memory

        def address(frame: Frame) -> int:
            at = start(frame) + item.offset
            memory.check(at, structure.pointer_size if item.container else item.type.size)
            return at

        if item.container:
            return self._dynamic(node, structure, item, address)
        if node.bracket == "(":
            if isinstance(item.type, Function):
                pointer = self.place_of(node, item.type, address)
                return self.calls.pointer(node, item.type.signature, pointer, node.index or ())
            raise Fault(f"the field {item.name} is no array, list or map" + (" of this kind; use [ ]" if item.count else ""))
        if item.count is None:
            if node.bracket:
                raise Fault(f"the field {item.name} is no array")
            return self.place_of(node, item.type, address)
        if not node.index:
            raise Fault(f"the array {item.name} needs an index: {item.name}[...]")
        return self.place_of(node, item.type, self._indexed(item, node.index[0], address))

    def _structure_of(self, base: Expression, name: str) -> tuple[Structure, Callable[[Frame], int]]:
        if base.unusable:
            raise Fault(base.unusable)
        if isinstance(base.type, Structure) and base.address:
            return base.type, base.address
        if isinstance(base.type, Pointer) and base.type.target:
            return base.type.target, cast(Callable[[Frame], int], base.run)
        raise Fault(f"\\{name}: what stands before it is no structure and no pointer to one")

    def _indexed(self, item: FieldType, index: s.Expression, address: Callable[[Frame], int]) -> Callable[[Frame], int]:
        number = values.convert(self.compile(index), self.types.integer, "an index")
        count = item.count or 0

        def run(frame: Frame) -> int:
            at = to_integer(number(frame))
            if not 0 <= at < count:
                raise Fault(f"index {at} of {item.name} is outside 0 to {count - 1}")
            return address(frame) + at * item.type.size

        return run

    def _dynamic(self, node: s.Field, structure: Structure, item: FieldType, address: Callable[[Frame], int]) -> Expression:
        if node.bracket != "(":
            raise Fault(f"the field {item.name} is a{'n' if item.container == 'array' else ''} {item.container}: {item.name}()")

        def get(frame: Frame) -> Container:
            return structure.container(item, address(frame) - item.offset)

        return self.element(node, item.container, item.type, len(item.bounds), get, node.index or ())

    # ---- Addresses

    def address_of(self, node: s.AddressOf) -> Expression:
        operand = node.operand
        if isinstance(operand, (s.Literal, s.Constant)):
            value = self.compile(operand)
            if not value.is_text:
                raise Fault("@: a number has no address")
            cell = self.memory.text(str(value.constant))
            return Expression(node.at, self.types.integer, lambda frame: cell)
        if isinstance(operand, s.Call) and not self.names.container(operand.module, operand.name):
            return self._address_of_procedure(node, operand)
        place = self.compile(operand)
        address = place.address
        if place.container == "array" and place.get:
            get = place.get
            return Expression(node.at, self.types.integer, lambda frame: cast(Array, get(frame)).base)
        if address is None:
            raise Fault("@: this has no address")
        if place.type is self.types.text:
            # The address of a string is that of its characters.
            pointer, kind = address, self.types.integer
            return Expression(node.at, kind, lambda frame: kind.read(self.memory, pointer(frame)))
        return Expression(node.at, self.types.integer, address)

    def _address_of_procedure(self, node: s.AddressOf, call: s.Call) -> Expression:
        procedure = self.calls.procedure(call)
        if call.arguments:
            raise Fault(f"@{call.name}() has no arguments")
        if self.runtime.options.target.bits != 64:
            return Expression(node.at, self.types.integer, lambda frame: 0)
        runtime = self.runtime
        return Expression(node.at, self.types.integer, lambda frame: runtime.address_of(procedure))
