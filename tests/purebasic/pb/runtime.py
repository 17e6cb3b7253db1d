"""A running program: its memory, its libraries, its objects, and calls of its procedures."""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import dataclass, field
from typing import Any, Optional, cast

from . import text
from .containers import Container
from .errors import EndProgram, Fault, ProgramError
from .foreign import Foreign
from .header import Header
from .memory import Memory
from .scopes import Cell, Frame, Procedure, Variable
from .types import BasicTypes, Number, Target, Value, make_container


@dataclass
class Options:
    """What the command line says."""

    file: str
    target: Target
    includes: list[str] = field(default_factory=list)
    constants: dict[str, Value] = field(default_factory=dict)
    library: Optional[str] = None
    header: Optional[Header] = None
    empty_is_null: bool = True
    is_threaded: bool = False
    is_free_edition: bool = False
    parameters: list[str] = field(default_factory=list)


class Objects:
    """Things with numbers of the program's choice, or with `#PB_Any` of ours."""

    def __init__(self, name: str, first: int = 0x10000) -> None:
        self.name = name
        self.items: dict[int, Any] = {}
        self.next = first
        self.lock = threading.Lock()

    def add(self, number: int, item: Any) -> int:
        """The number for #PB_Any, else something that is not zero."""
        with self.lock:
            if number == -1:
                number, self.next = self.next, self.next + 1
                self.items[number] = item
                return number
            if not 0 <= number < 0x10000:
                raise Fault(f"#{self.name}: {number} is no usable number; expected 0 to 65535 or #PB_Any")
            self.items[number] = item
            return number or 1

    def get(self, number: int) -> Any:
        if number not in self.items:
            raise Fault(f"there is no #{self.name} {number}")
        return self.items[number]

    def pop(self, number: int) -> Any:
        self.get(number)
        return self.items.pop(number)


class Runtime:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.types = BasicTypes(options.target, options.empty_is_null)
        self.memory = Memory()
        self.foreign = Foreign(
            self.memory, options.target, options.header, options.library, options.empty_is_null, self.types.pointer_kind
        )
        self.objects: dict[str, Objects] = {}
        self.pending: Optional[BaseException] = None
        """What ended a procedure that C called; raised when the C function is back."""
        self.state: dict[str, Any] = {}
        """What single libraries of commands remember."""

    def of(self, name: str) -> Objects:
        return self.objects.setdefault(name, Objects(name))

    # ---- Output

    def write(self, value: str, end: str = "", to_errors: bool = False) -> None:
        stream = sys.stderr if to_errors else sys.stdout
        stream.write(text.printable(value) + end)
        stream.flush()

    def end_process(self, code: int) -> None:
        """Ends the program from another thread than the main one."""
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)

    def fail_elsewhere(self, error: BaseException) -> None:
        """An error, or `End`, in a thread that is not the main one, ends the program."""
        if isinstance(error, EndProgram):
            self.end_process(error.code)
        message = str(error) if isinstance(error, ProgramError) else f"{type(error).__name__}: {error}"
        self.write(message, "\n", to_errors=True)
        self.end_process(1)

    # ---- Variables and procedures

    def make_cell(self, variable: Variable) -> Cell:
        if variable.container:
            return make_container(self.memory, variable.container, variable.type, variable.dimensions)
        address = self.memory.cell(variable.type.size)
        variable.type.setup(self.memory, address)
        return address

    def drop_cell(self, variable: Variable, cell: Cell) -> None:
        if isinstance(cell, Container):
            cell.clear()
        else:
            variable.type.clear(self.memory, cell)
            self.memory.drop(cell)

    def call(self, procedure: Procedure, values: list[Any]) -> Value:
        """Calls a procedure; a value for an array, list or map is the container itself."""
        if procedure.body is None:
            raise Fault(f"{procedure.name}() has no body yet")
        frame = Frame(len(procedure.locals))
        given = len(procedure.signature.parameters)
        owned = []
        for index, variable in enumerate(procedure.locals):
            if index < given and variable.container:
                frame.cells[index] = values[index]
                continue
            frame.cells[index] = self.make_cell(variable)
            owned.append((variable, frame.cells[index]))
            if index < given:
                variable.type.write(self.memory, cast(int, frame.cells[index]), values[index])
        result = procedure.signature.result
        frame.result = "" if result.is_text else 0
        try:
            procedure.body(frame)
        except RecursionError:
            raise Fault(f"{procedure.name}(): procedures call each other too deeply") from None
        finally:
            for variable, cell in owned:
                self.drop_cell(variable, cell)
        return result.narrow(frame.result) if isinstance(result, Number) else frame.result

    def address_of(self, procedure: Procedure) -> int:
        if not procedure.address:
            procedure.address = self.foreign.callback(procedure, lambda values: self._from_c(procedure, values))
        return procedure.address

    def _from_c(self, procedure: Procedure, values: list[Value]) -> Value:
        try:
            return self.call(procedure, values)
        except BaseException as error:  # noqa: BLE001  # nothing may pass through C
            if threading.current_thread() is not threading.main_thread():
                self.fail_elsewhere(error)
            self.pending = self.pending or error
            return 0

    def call_foreign(self, run: Any) -> Any:
        """Runs a call of C and raises what a procedure that it called has left."""
        result = run()
        if self.pending:
            error, self.pending = self.pending, None
            raise error
        return result
