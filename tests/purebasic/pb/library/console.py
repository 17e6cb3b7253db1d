"""The Console library and the message box, on standard input and output."""

from __future__ import annotations

import sys

from .. import text
from ..errors import UNKNOWN, Fault
from ..runtime import Runtime
from .registry import command


def _console(runtime: Runtime, name: str) -> None:
    if not runtime.state.get("console"):
        raise Fault(f"{name}(): the console is not open (OpenConsole)")


@command("Result = OpenConsole([Title$ [, Mode]])")
def open_console(runtime: Runtime, title: str = "", mode: int = 0) -> int:
    runtime.state["console"] = True
    return 1


@command("CloseConsole()")
def close_console(runtime: Runtime) -> None:
    runtime.state["console"] = False


@command("ConsoleTitle(Title$)")
def console_title(runtime: Runtime, title: str) -> None:
    _console(runtime, "ConsoleTitle")


@command("Print(Text$)")
def print_(runtime: Runtime, value: str) -> None:
    _console(runtime, "Print")
    runtime.write(value)


@command("PrintN(Text$)")
def print_n(runtime: Runtime, value: str) -> None:
    _console(runtime, "PrintN")
    runtime.write(value, "\n")


@command("ConsoleError(Message$)")
def console_error(runtime: Runtime, value: str) -> None:
    _console(runtime, "ConsoleError")
    runtime.write(value, "\n", to_errors=True)


@command("String$ = Input()")
def input_(runtime: Runtime) -> str:
    _console(runtime, "Input")
    line = sys.stdin.readline()
    return text.units(line.rstrip("\r\n")) if line else "\x04"


@command("Result = MessageRequester(Title$, Text$ [, Flags [, ParentID]])")
def message_requester(runtime: Runtime, title: str, message: str, flags: int = 0, parent: int = 0) -> int:
    if flags & 0xF:
        raise Fault(f"MessageRequester(): a choice of buttons {UNKNOWN}")
    runtime.write(f"[{title}] {message}", "\n")
    return 1
