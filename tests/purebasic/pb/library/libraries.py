"""The Library library: shared libraries by name."""

from __future__ import annotations

from ..errors import Fault
from ..foreign import Library
from ..runtime import Runtime
from .registry import command


@command("Result = OpenLibrary(#Library, Filename$)")
def open_library(runtime: Runtime, number: int, name: str) -> int:
    library = runtime.foreign.open(name)
    return runtime.of("Library").add(number, library) if library else 0


@command("Result = IsLibrary(#Library)")
def is_library(runtime: Runtime, number: int) -> int:
    return int(number in runtime.of("Library").items)


@command("CloseLibrary(#Library)")
def close_library(runtime: Runtime, number: int) -> None:
    libraries = runtime.of("Library")
    for each in list(libraries.items) if number == -1 else [number]:
        libraries.pop(each).is_open = False


@command("Result = GetFunction(#Library, FunctionName$)")
def get_function(runtime: Runtime, number: int, name: str) -> int:
    library: Library = runtime.of("Library").get(number)
    return runtime.foreign.find(library, name)


def _call_named(runtime: Runtime, number: int, name: str, values: tuple[int, ...], is_c: bool) -> int:
    address = get_function(runtime, number, name)
    return _call(runtime, address, values, is_c) if address else 0


def _call(runtime: Runtime, address: int, values: tuple[int, ...], is_c: bool) -> int:
    result: int = runtime.call_foreign(lambda: runtime.foreign.call_integers(address, list(values), is_c))
    return result


@command("Result = CallFunction(#Library, FunctionName$, ...)")
def call_function(runtime: Runtime, number: int, name: str, *values: int) -> int:
    return _call_named(runtime, number, name, values, False)


@command("Result = CallCFunction(#Library, FunctionName$, ...)")
def call_c_function(runtime: Runtime, number: int, name: str, *values: int) -> int:
    return _call_named(runtime, number, name, values, True)


@command("Result = CallFunctionFast(*FunctionPointer, ...)")
def call_function_fast(runtime: Runtime, address: int, *values: int) -> int:
    return _call(runtime, address, values, False)


@command("Result = CallCFunctionFast(*FunctionPointer, ...)")
def call_c_function_fast(runtime: Runtime, address: int, *values: int) -> int:
    return _call(runtime, address, values, True)


@command("Result = LibraryID(#Library)")
def library_id(runtime: Runtime, number: int) -> int:
    library: Library = runtime.of("Library").get(number)
    handle: int = library.handle._handle
    if not handle:
        raise Fault("the library has no handle")
    return handle
