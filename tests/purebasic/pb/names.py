"""Looking names up and giving them: modules, privacy, and what may not be named so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Optional, Union

from . import constants
from . import syntax as s
from .errors import UNKNOWN, Fault, ProgramError
from .macros import Macro
from .scopes import Callable_, Constant, Namespace, Scope, Variable
from .types import BasicTypes, Function, Structure, Type, Value

COMMANDS = os.path.join(os.path.dirname(__file__), "commands.txt")


def _read_commands() -> dict[str, str]:
    """The names of all commands of PureBasic, from commands.txt."""
    with open(COMMANDS, encoding="ascii") as file:
        lines = [line.split("#")[0] for line in file]
    return {name.lower(): name for line in lines for name in line.partition(":")[2].split()}


class Names:
    def __init__(self, types: BasicTypes, fixed: dict[str, Value]) -> None:
        self.types = types
        self.fixed = fixed
        """Constants that are there everywhere."""
        self.commands = _read_commands()
        self.main = Namespace("")
        self.modules: dict[str, Namespace] = {}
        self.current = self.main
        self.scope: Optional[Scope] = None

    # ---- Modules

    def module(self, name: str) -> Namespace:
        if name.lower() not in self.modules:
            raise Fault(f"no module {name} is declared")
        return self.modules[name.lower()]

    def _spaces(self, module: str) -> Iterator[Namespace]:
        if module:
            yield self.module(module)
        else:
            yield from self.current.visible()

    # ---- Finding

    def constant(self, module: str, name: str) -> Value:
        key = name.lower()
        for space in self._spaces(module):
            if key in space.constants:
                return space.constants[key].value
        if not module and key in self.fixed:
            return self.fixed[key]
        if key.startswith("pb_"):
            raise Fault(f"#{name} {UNKNOWN}")
        raise Fault(f"no constant #{name}" + (f" in module {module}" if module else ""))

    def named_type(self, module: str, name: str) -> Union[Structure, Function, None]:
        for space in self._spaces(module):
            if name.lower() in space.types:
                return space.types[name.lower()]
        return None if module else self.types.structures.get(name.lower())

    def callable(self, module: str, name: str) -> Optional[Callable_]:
        for space in self._spaces(module):
            if name.lower() in space.callables:
                return space.callables[name.lower()]
        return None

    def variable(self, module: str, name: str) -> Optional[Variable]:
        return self._variable("variables", module, name)

    def container(self, module: str, name: str) -> Optional[Variable]:
        return self._variable("containers", module, name)

    def _variable(self, table: str, module: str, name: str) -> Optional[Variable]:
        key = name.lower()
        if self.scope and not module and key in getattr(self.scope, table):
            own: Variable = getattr(self.scope, table)[key]
            return own
        for space in self._spaces(module):
            found: Optional[Variable] = getattr(space, table).get(key)
            if found and (found.is_global or not self.scope or module):
                return found
        return None

    def macro(self, module: str, name: str) -> Optional[Macro]:
        if module and module.lower() not in self.modules:
            return None
        for space in self._spaces(module):
            if name.lower() in space.macros:
                return space.macros[name.lower()]
        return None

    # ---- Types

    def type_of(self, written: Optional[s.TypeName], name: str) -> Optional[Type]:
        """The type that a name has by what is written after it, or None where nothing is."""
        if name.startswith("*"):
            return self._pointer(written)
        if name.endswith("$"):
            if written and written.name.lower() != "s":
                raise ProgramError(written.at, f"{name} is a string and cannot be of type .{written.name}")
            return self.types.text
        return self.resolve(written) if written else None

    def _pointer(self, written: Optional[s.TypeName]) -> Optional[Type]:
        if written is None:
            return None
        if not written.module and written.name.lower() in self.types.letters:
            return self.types.pointer(None)
        found = self.named_type(written.module, written.name)
        if not isinstance(found, Structure):
            raise ProgramError(written.at, f"no structure {written.name}")
        return self.types.pointer(found)

    def resolve(self, written: s.TypeName, length: Optional[int] = None) -> Type:
        letter = self.types.letters.get(written.name.lower())
        if written.length is not None:
            if length is None or length < 1 or written.name.lower() != "s":
                raise ProgramError(written.at, "only a string has a length, of at least 1: .s{length}")
            return self.types.fixed(length)
        if letter and not written.module:
            return letter
        if written.name.lower() in self.types.pseudo:
            raise ProgramError(written.at, f".{written.name} is for parameters of prototypes and imported functions only")
        found = self.named_type(written.module, written.name)
        if found is None:
            raise ProgramError(written.at, f"no structure or prototype {written.name}")
        return found

    # ---- Giving

    def check_free(self, name: str, what: str) -> None:
        """Refuses a name that a command, or another procedure, array, list or map has."""
        if name.lower() in self.commands:
            raise Fault(f"{what} {name}: the name is that of a command of PureBasic")
        table: dict[str, Variable] = self.scope.containers if self.scope else self.current.containers
        taken = name.lower() in table or (not self.scope and name.lower() in self.current.callables)
        if taken or (self.current.public and name.lower() in self.current.public.containers):
            raise Fault(f"{what} {name}: the name is in use already")
        self.check_used(name, what)

    def check_used(self, name: str, what: str) -> None:
        for space in self.current.used:
            for table in space.tables()[2:3] + space.tables()[4:5]:
                if name.lower() in table:
                    raise Fault(f"{what} {name}: the name comes from module {space.name} already")

    def define_constant(self, name: str, value: Value) -> None:
        key = name.lower()
        if key in self.fixed or key in constants.POSITIONAL:
            raise Fault(f"#{name} is a constant of PureBasic and cannot be changed")
        for space in self.current.visible():
            old = space.constants.get(key)
            if old is not None and (old.value != value or type(old.value) is not type(value)):
                raise Fault(f"#{name} has another value already")
        if name.endswith("$") != isinstance(value, str):
            raise Fault(
                f"#{name}: " + ("expected a string" if name.endswith("$") else "a name of a string constant ends with $")
            )
        self.current.constants.setdefault(key, Constant(value))

    def define_type(self, name: str, kind: Union[Structure, Function]) -> None:
        key = name.lower()
        if key in self.types.letters or key in self.types.structures:
            raise Fault(f"{name} is a type of PureBasic")
        if any(key in space.types for space in self.current.visible()):
            raise Fault(f"there is a structure or prototype {name} already")
        self.current.types[key] = kind


def default_type(types: BasicTypes, name: str) -> Type:
    if name.startswith("*"):
        return types.pointer(None)
    return types.text if name.endswith("$") else types.integer
