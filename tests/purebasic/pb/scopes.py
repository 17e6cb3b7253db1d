"""Names and what they stand for: namespaces of the program and its modules, and the locals of procedures."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Optional, Union

from .containers import Container
from .errors import Fault, Position
from .macros import Macro
from .types import Function, Signature, Structure, Type, Value

Cell = Union[int, Container]
"""The address of a variable, or a container."""


class Frame:
    """The locals of one call of a procedure."""

    def __init__(self, size: int) -> None:
        self.cells: list[Cell] = [0] * size
        self.result: Value = 0


Locate = Callable[[Frame], Cell]


@dataclass
class Variable:
    """A variable or container. Where it lies: `cell`, or for a local the index of its cell in the frame."""

    name: str
    type: Type
    container: str = ""
    dimensions: int = 0
    is_global: bool = False
    is_parameter: bool = False
    index: Optional[int] = None
    cell: Cell = 0
    make: Optional[Callable[[], Cell]] = None
    """Of a threaded variable: makes the cell of a thread."""
    threads: dict[int, Cell] = field(default_factory=dict)

    def locate(self) -> Locate:
        if self.index is not None:
            index = self.index
            return lambda frame: frame.cells[index]
        if self.make:
            return lambda frame: self._of_thread()
        return lambda frame: self.cell

    def _of_thread(self) -> Cell:
        assert self.make
        thread = threading.get_ident()
        if thread not in self.threads:
            self.threads[thread] = self.make()
        return self.threads[thread]


@dataclass
class Constant:
    value: Value


@dataclass
class Procedure:
    signature: Signature
    at: Position
    body: Optional[Callable[[Frame], object]] = None
    locals: list[Variable] = field(default_factory=list)
    address: int = 0
    """Of its C function, once that was asked for."""

    @property
    def name(self) -> str:
        return self.signature.name


@dataclass
class Imported:
    """A function between Import and EndImport."""

    signature: Signature
    file: str
    symbol: str
    at: Position


Callable_ = Union[Procedure, Imported]


@dataclass
class Counter:
    """A named enumeration."""

    next: int
    step: int
    is_binary: bool


class Namespace:
    """The names of the main program, of a module, or of the public part of one."""

    def __init__(self, name: str, public: Optional[Namespace] = None) -> None:
        self.name = name
        self.public = public
        self.constants: dict[str, Constant] = {}
        self.types: dict[str, Union[Structure, Function]] = {}
        self.callables: dict[str, Callable_] = {}
        self.variables: dict[str, Variable] = {}
        self.containers: dict[str, Variable] = {}
        self.macros: dict[str, Macro] = {}
        self.counters: dict[str, Counter] = {}
        self.used: list[Namespace] = []
        self.is_explicit = False
        self.is_complete = False
        """Of a public part: whether its Module was reached."""

    def tables(self) -> list[dict[str, object]]:
        every = (self.constants, self.types, self.callables, self.variables, self.containers, self.macros)
        return list(every)  # type: ignore[arg-type]  # only keys are looked at

    def visible(self) -> list[Namespace]:
        """Where a name without a module is looked for."""
        own = [self, self.public] if self.public else [self]
        return own + self.used

    def use(self, module: Namespace) -> None:
        if module in self.used:
            return
        for place in self.visible():
            for mine, its in zip(place.tables(), module.tables()):
                for name in mine:
                    if name in its:
                        raise Fault(f"UseModule {module.name}: {name} is there already")
        self.used.append(module)

    def unuse(self, module: Namespace) -> None:
        if module not in self.used:
            raise Fault(f"UnuseModule {module.name}: the module is not in use")
        self.used.remove(module)


@dataclass
class Scope:
    """The procedure that is being compiled: its own names."""

    procedure: Procedure
    variables: dict[str, Variable] = field(default_factory=dict)
    containers: dict[str, Variable] = field(default_factory=dict)

    def add(self, variable: Variable) -> None:
        """Gives a local its place in the frame."""
        variable.index = len(self.procedure.locals)
        self.procedure.locals.append(variable)
