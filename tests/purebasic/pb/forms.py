"""What looks like a command and is the compiler's: SizeOf, OffsetOf, TypeOf, Defined, Bool, and structures in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import syntax as s
from . import values
from .errors import Fault
from .library import COMMANDS
from .scopes import Counter, Frame, Imported, Procedure
from .types import Function, Structure, Type, Value
from .values import Expression, convert, fixed, to_integer

if TYPE_CHECKING:
    from .expressions import Expressions

ARGUMENTS = {
    "sizeof": 1, "offsetof": 1, "typeof": 1, "defined": 2, "bool": 1, "subsystem": 1, "allocatestructure": 1,
    "initializestructure": 2, "clearstructure": 2, "resetstructure": 2, "copystructure": 3,
}  # fmt: skip
FORMS = frozenset(ARGUMENTS)


class Forms:
    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions
        self.runtime = expressions.runtime
        self.names = expressions.names
        self.types = expressions.types

    def compile(self, node: s.Call) -> Expression:
        name = node.name.lower()
        if len(node.arguments) != ARGUMENTS[name]:
            raise Fault(f"{node.name}(): expected {ARGUMENTS[name]} arguments, got {len(node.arguments)}")
        if name == "bool":
            return values.boolean(self.types, node.at, self.expressions.compile(node.arguments[0]))
        if name.endswith("structure"):
            return self._structure(node, name)
        numbers = {"sizeof": self.size_of, "offsetof": self.offset_of, "typeof": self.code_of, "defined": self.defined}
        value = numbers[name](node) if name in numbers else 0
        return fixed(node.at, self.types.integer, value)

    def size_of(self, node: s.Call) -> int:
        return self._type_of(node.arguments[0]).size

    def code_of(self, node: s.Call) -> int:
        code: int = getattr(self._type_of(node.arguments[0]), "code", 0)
        return code

    def _type_of(self, operand: s.Expression) -> Type:
        """The type of a structure, a variable or a field; a structure goes before a variable of its name."""
        if isinstance(operand, s.Variable) and operand.type is None:
            found = self.names.named_type(operand.module, operand.name)
            if found is not None:
                return found
            variable = self.names.variable(operand.module, operand.name)
            if variable is None:
                raise Fault(f"no structure and no variable {operand.name}")
            return variable.type
        if isinstance(operand, s.Field):
            return self._field(operand).type
        raise Fault("expected a structure, a variable or a field")

    def _field(self, operand: s.Field) -> Expression:
        base = operand.base
        structure = self.names.named_type(base.module, base.name) if isinstance(base, s.Variable) else None
        if isinstance(structure, Structure):
            item = structure.find(operand.name)
            return Expression(operand.at, item.type, lambda frame: item.offset)
        return self.expressions.compile(operand)

    def offset_of(self, node: s.Call) -> int:
        operand = node.arguments[0]
        if isinstance(operand, s.Field) and isinstance(operand.base, s.Variable):
            structure = self.names.named_type(operand.base.module, operand.base.name)
            if isinstance(structure, Structure):
                return structure.find(operand.name).offset
        raise Fault("OffsetOf(): expected a structure and a field, e.g. OffsetOf(Person\\Age)")

    # ---- Defined

    def defined(self, node: s.Call) -> int:
        what, kind = node.arguments
        if not isinstance(what, s.Variable) or not isinstance(kind, s.Constant):
            raise Fault("Defined(): expected a name and one of #PB_Constant, #PB_Variable, #PB_Procedure, ...")
        if what.module and what.module.lower() not in self.names.modules:
            return 0
        return int(self._is_defined(what.module, what.name, kind.name.lower()))

    def _is_defined(self, module: str, name: str, kind: str) -> bool:
        names, key = self.names, name.lower()
        container = names.container(module, name)
        counters: dict[str, Counter] = names.current.counters
        checks = {
            "pb_constant": lambda: self._has_constant(module, name),
            "pb_variable": lambda: names.variable(module, name) is not None,
            "pb_array": lambda: container is not None and container.container == "array",
            "pb_list": lambda: container is not None and container.container == "list",
            "pb_map": lambda: container is not None and container.container == "map",
            "pb_structure": lambda: isinstance(names.named_type(module, name), Structure),
            "pb_prototype": lambda: isinstance(names.named_type(module, name), Function),
            "pb_procedure": lambda: isinstance(names.callable(module, name), (Procedure, Imported)),
            "pb_function": lambda: not module and key in (*names.commands, *COMMANDS),
            "pb_module": lambda: key in names.modules,
            "pb_enumeration": lambda: key in counters,
        }
        if kind not in checks:
            raise Fault(f"Defined(): #{kind} is not part of what this interpreter knows")
        return checks[kind]()

    def _has_constant(self, module: str, name: str) -> bool:
        try:
            self.names.constant(module, name)
        except Fault:
            return False
        return True

    # ---- Structures in memory

    def _structure(self, node: s.Call, name: str) -> Expression:
        last = node.arguments[-1]
        kind = self.names.named_type(last.module, last.name) if isinstance(last, s.Variable) else None
        if not isinstance(kind, Structure):
            raise Fault(f"{node.name}(): expected the name of a structure as the last argument")
        structure = kind
        given = [self.expressions.compile(argument) for argument in node.arguments[:-1]]
        addresses = [convert(each, self.types.integer, f"{node.name}(), address") for each in given]
        runtime, memory = self.runtime, self.runtime.memory

        def allocate(_: Frame) -> Value:
            address = memory.allocate(structure.size)
            structure.setup(memory, address)
            runtime.state.setdefault("structures", {})[address] = structure
            return address

        def change(frame: Frame) -> Value:
            places = [to_integer(address(frame)) for address in addresses]
            for place in places:
                memory.check(place, structure.size)
            if name in ("clearstructure", "resetstructure"):
                structure.clear(memory, places[0])
                memory.write(places[0], bytes(structure.size))
            if name in ("initializestructure", "resetstructure"):
                structure.setup(memory, places[0])
            if name == "copystructure":
                structure.copy(memory, places[0], places[1])
            return 0

        if name == "allocatestructure":
            return Expression(node.at, self.types.pointer(structure), allocate)
        return Expression(node.at, self.types.integer, change, unusable=f"{node.name}() returns nothing")
