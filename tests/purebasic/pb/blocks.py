"""What statements become, and the blocks that are open while they are compiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Optional

from . import syntax as s
from .errors import Fault, Position, ProgramError
from .scopes import Frame, Namespace, Procedure
from .types import Structure, Type
from .values import Expression, Run

# How a statement ends: None, it goes on; CONTINUE and RETURN; a positive number leaves so many loops.
Signal = Optional[int]
CONTINUE = -1
RETURN = -2

Op = Callable[[Frame], Signal]


def run_all(ops: list[Op]) -> Op:
    def run(frame: Frame) -> Signal:
        for op in ops:
            signal = op(frame)
            if signal is not None:
                return signal
        return None

    return run


def located(at: Position, op: Op) -> Op:
    """Gives the mistakes of a statement their place."""

    def run(frame: Frame) -> Signal:
        try:
            return op(frame)
        except Fault as fault:
            raise ProgramError(at, str(fault)) from None

    return run


def located_value(at: Position, value: Run) -> Run:
    def run(frame: Frame) -> int | float | str:
        try:
            return value(frame)
        except Fault as fault:
            raise ProgramError(at, str(fault)) from None

    return run


def after_loop(signal: Signal) -> tuple[bool, Signal]:
    """Whether a loop ends with what its body said, and how the loop itself then ends."""
    if signal is None or signal == CONTINUE:
        return False, None
    if signal == RETURN:
        return True, RETURN
    return True, signal - 1 if signal > 1 else None


@dataclass
class Block:
    keyword: str
    at: Position
    ops: list[Op] = field(default_factory=list)


@dataclass
class IfBlock(Block):
    branches: list[tuple[Optional[Run], list[Op]]] = field(default_factory=list)
    has_else: bool = False


@dataclass
class SelectBlock(Block):
    value: Optional[Expression] = None
    cases: list[tuple[list[Callable[[Frame, object], bool]], list[Op]]] = field(default_factory=list)
    default: Optional[list[Op]] = None


@dataclass
class LoopBlock(Block):
    """Repeat, While, For, ForEach: `finish` makes the loop of its body."""

    finish: Optional[Callable[[Op], Op]] = None
    variable: Optional[s.Expression] = None


@dataclass
class WithBlock(Block):
    pass


@dataclass
class ProcedureBlock(Block):
    procedure: Optional[Procedure] = None


@dataclass
class ModuleBlock(Block):
    outer: Optional[Namespace] = None


@dataclass
class StructureBlock(Block):
    structure: Optional[Structure] = None
    unions: list[tuple[int, Position]] = field(default_factory=list)
    """The offsets at which open unions begin."""
    types: list[Type] = field(default_factory=list)


@dataclass
class EnumerationBlock(Block):
    name: str = ""
    next: int = 0
    step: int = 1
    is_binary: bool = False


@dataclass
class ImportBlock(Block):
    file: str = ""
    is_c: bool = False
