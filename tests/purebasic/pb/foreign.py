"""Functions of shared libraries, called with exactly the widths that the program declares."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from typing import Any, Callable, Optional, Union

from . import text
from .contract import check_procedure, compare, compare_integers, compare_procedure
from .errors import UNKNOWN, Fault, ProgramError
from .header import CFunction, Header
from .memory import Memory
from .scopes import Procedure
from .types import Function, Number, Parameter, PseudoText, Signature, Target, Text, Type, Value

LIBRARY_NAMES = ("libzoomuser.so", "zoomuser.dll", "libzoomuser.dylib")
MOST_ARGUMENTS = 20


class Library:
    def __init__(self, name: str, handle: ctypes.CDLL) -> None:
        self.name = name
        self.handle = handle
        self.is_open = True


class Foreign:
    def __init__(
        self,
        memory: Memory,
        target: Target,
        header: Optional[Header],
        replacement: Optional[str],
        empty_is_null: bool,
        pointer_kind: Any,
    ) -> None:
        self.memory = memory
        self.target = target
        self.header = header
        self.replacement = replacement
        self.empty_is_null = empty_is_null
        self.pointer_kind = pointer_kind
        self.exports: dict[int, tuple[str, Library]] = {}
        """What GetFunction() found, by address."""
        self.procedures: dict[int, Procedure] = {}
        """The program's own whose address was taken, by that."""
        self.made: dict[tuple[int, int], Any] = {}
        self.imported: dict[str, Library] = {}

    # ---- Libraries

    def open(self, name: str) -> Optional[Library]:
        path = name
        if self.replacement and name.endswith(LIBRARY_NAMES):
            path = os.path.abspath(self.replacement)
        try:
            return Library(name, ctypes.CDLL(path))
        except OSError:
            return None

    def find(self, library: Library, name: str) -> int:
        if not library.is_open:
            raise Fault(f"the library {library.name} was closed")
        try:
            function = getattr(library.handle, name)
        except AttributeError:
            return 0
        address = ctypes.cast(function, ctypes.c_void_p).value or 0
        self.exports[address] = (name, library)
        return address

    def find_imported(self, file: str, symbol: str) -> int:
        if file not in self.imported:
            name = f"lib{file[2:]}.so" if file.startswith("-l") else file
            library = self.open(name)
            if library is None:
                raise Fault(f"the imported library {file} could not be loaded")
            self.imported[file] = library
        address = self.find(self.imported[file], symbol)
        if address == 0:
            raise Fault(f"the imported library {file} has no function {symbol}")
        return address

    # ---- The contract with the header

    def check(self, kind: Function, address: int) -> None:
        """Compares a prototype with the header where an address from GetFunction() is given to its variable."""
        found = self.exports.get(address)
        if found:
            self.check_name(kind.signature, found[0])

    def _declared(self, address: int) -> Optional[CFunction]:
        """The function of the header at an address."""
        found = self.exports.get(address)
        return self.header.functions.get(found[0]) if found and self.header else None

    def _check_callbacks(self, address: int, values: Sequence[Value]) -> None:
        """Compares procedures that are given to a library with how C calls them; the mistake is at the procedure."""
        if address in self.procedures:
            return
        function = self._declared(address)
        for index, value in enumerate(values):
            procedure = self.procedures.get(value) if isinstance(value, int) else None
            problem = None
            if function is None:
                problem = procedure and check_procedure(procedure.signature, self.target)
            else:
                parameter = function.parameters[index]
                callback = parameter.type.callback
                if callback and procedure:
                    problem = compare_procedure(procedure.signature, callback, self.target)
                elif callback and value and value not in self.exports:
                    raise Fault(f"{function.name}: {parameter.name} is not the address of a procedure")
            if problem and procedure:
                raise ProgramError(procedure.at, problem)

    def check_name(self, signature: Signature, name: str) -> None:
        if self.header and name in self.header.functions:
            problem = compare(signature, self.header.functions[name], self.target)
            if problem:
                raise Fault(problem)

    # ---- Calls

    def call(self, signature: Signature, address: int, values: list[Value]) -> Value:
        self._check_address(address, signature.name)
        self._check_callbacks(address, values)
        key = (address, id(signature))
        if key not in self.made:
            kinds = [self._kind(parameter) for parameter in signature.parameters]
            if signature.result.is_text:
                raise Fault(f"{signature.name}: a prototype that returns a string {UNKNOWN} (PureBasic reads a pointer there)")
            assert isinstance(signature.result, Number)
            self.made[key] = ctypes.CFUNCTYPE(signature.result.kind, *kinds)(address)
        kept: list[int] = []
        given = [self._argument(p, value, kept) for p, value in zip(signature.parameters, values)]
        try:
            result: Value = self.made[key](*given)
        finally:
            for cell in kept:
                self.memory.drop(cell)
        return result

    def call_integers(self, address: int, values: list[Value], is_c: bool) -> int:
        """CallFunctionFast() and its like."""
        self._check_address(address, "CallFunction")
        if len(values) > MOST_ARGUMENTS:
            raise Fault(f"expected at most {MOST_ARGUMENTS} arguments for a function")
        declared = self._declared(address)
        problem = compare_integers(declared, len(values), self.target, is_c) if declared else None
        if problem:
            raise Fault(problem)
        self._check_callbacks(address, values)
        kind = self.pointer_kind
        result: int = ctypes.CFUNCTYPE(kind, *[kind] * len(values))(address)(*values)
        return result

    def _check_address(self, address: int, name: str) -> None:
        if address == 0:
            raise Fault(f"{name} is called at address 0, where PureBasic would crash")
        found = self.exports.get(address)
        if found and not found[1].is_open:
            raise Fault(f"{name} is called, but its library {found[1].name} was closed")

    def _kind(self, parameter: Parameter) -> Any:
        kind: Type = parameter.type
        return kind.kind if isinstance(kind, Number) else self.pointer_kind

    def _argument(self, parameter: Parameter, value: Value, kept: list[int]) -> Union[int, float]:
        if not isinstance(value, str):
            return value
        if isinstance(value, text.NullString) or (not value and self.empty_is_null):
            return 0
        kept.append(self.memory.data(_encoded(parameter.type, value.split("\0")[0])))
        return kept[-1] + (4 if parameter.type.name == ".p-bstr" else 0)

    # ---- Own procedures as C functions

    def callback(self, procedure: Procedure, run: Callable[[list[Value]], Value]) -> int:
        """The address of a C function that runs a procedure. It lives as long as the program."""
        signature = procedure.signature
        if signature.result.is_text or any(p.container or isinstance(p.type, PseudoText) for p in signature.parameters):
            raise Fault(f"the address of {signature.name}(), which has strings as result or containers, {UNKNOWN}")
        assert isinstance(signature.result, Number)
        kinds = [self._kind(parameter) for parameter in signature.parameters]

        def called(*given: Union[int, float]) -> Value:
            return run([self._received(p, value) for p, value in zip(signature.parameters, given)])

        function = ctypes.CFUNCTYPE(signature.result.kind, *kinds)(called)
        address = ctypes.cast(function, ctypes.c_void_p).value or 0
        self.made[(address, 0)] = function
        self.procedures[address] = procedure
        return address

    def _received(self, parameter: Parameter, value: Union[int, float]) -> Value:
        if isinstance(parameter.type, Text):
            return self.memory.read_text(int(value)) if value else ""
        return value


def _encoded(kind: Type, value: str) -> bytes:
    if kind.name == ".p-utf8":
        return text.to_utf8(value) + b"\0"
    if kind.name == ".p-ascii":
        return text.to_ascii(value) + b"\0"
    units = text.to_utf16(value)
    length = len(units).to_bytes(4, "little") if kind.name == ".p-bstr" else b""
    return length + units + b"\0\0"
