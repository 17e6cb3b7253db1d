"""Of the Process and System libraries: parameters, environment, time."""

from __future__ import annotations

import os
import time

from .. import text
from ..errors import Fault
from ..runtime import Runtime
from .registry import command


@command("Result = CountProgramParameters()")
def count_parameters(runtime: Runtime) -> int:
    return len(runtime.options.parameters)


@command("Result$ = ProgramParameter([Index])")
def parameter(runtime: Runtime, index: int = -1) -> str:
    if index < 0:
        index = runtime.state.get("parameter", 0)
        runtime.state["parameter"] = index + 1
    given = runtime.options.parameters
    return text.units(given[index]) if index < len(given) else ""


@command("Result$ = ProgramFilename()")
def filename(runtime: Runtime) -> str:
    return text.units(os.path.abspath(runtime.options.file))


@command("Result$ = GetEnvironmentVariable(Name$)")
def get_variable(_: Runtime, name: str) -> str:
    return text.units(os.environ.get(text.characters(name), ""))


@command("SetEnvironmentVariable(Name$, Value$)")
def set_variable(_: Runtime, name: str, value: str) -> None:
    if not name or "=" in name:
        raise Fault("SetEnvironmentVariable(): expected a name without =")
    os.environ[text.characters(name)] = text.characters(value)


@command("RemoveEnvironmentVariable(Name$)")
def remove_variable(_: Runtime, name: str) -> None:
    os.environ.pop(text.characters(name), None)


@command("Delay(Time)")
def delay(_: Runtime, milliseconds: int) -> None:
    if milliseconds < 0:
        raise Fault(f"Delay(): expected 0 or more milliseconds, got {milliseconds}")
    time.sleep(milliseconds / 1000)


@command("Result.q = ElapsedMilliseconds()")
def elapsed(_: Runtime) -> int:
    return time.monotonic_ns() // 1_000_000


@command("Result = CountCPUs([Type])")
def count_processors(_: Runtime, kind: int = 0) -> int:
    return os.cpu_count() or 1
