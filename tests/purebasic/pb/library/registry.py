"""Commands by name, each declared with the line of syntax that the manual gives it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Optional, TypeVar


@dataclass(frozen=True)
class CommandParameter:
    name: str
    kind: str
    """The letter of a type, or array, list, map."""
    is_optional: bool


@dataclass(frozen=True)
class Command:
    name: str
    result: Optional[str]
    """The letter of a type; None: nothing is returned."""
    parameters: tuple[CommandParameter, ...]
    is_variadic: bool
    run: Callable[..., Any]
    """Gets the runtime and the arguments that are given."""

    @property
    def required(self) -> int:
        return sum(1 for parameter in self.parameters if not parameter.is_optional)


COMMANDS: dict[str, Command] = {}

Function = TypeVar("Function", bound=Callable[..., Any])


def command(syntax: str) -> Callable[[Function], Function]:
    """Makes a function a command, e.g. `Result$ = Mid(String$, StartPosition [, Length])`."""

    def register(function: Function) -> Function:
        made = read_syntax(syntax, function)
        COMMANDS[made.name.lower()] = made
        return function

    return register


def read_syntax(syntax: str, function: Callable[..., Any]) -> Command:
    found = re.fullmatch(r"(?:(\*?\w+[$]?(?:\.\w)?) = )?(\w+)\((.*)\)", syntax)
    assert found, syntax
    result = _kind(found[1]) if found[1] else None
    parameters = []
    is_optional = is_variadic = False
    for part in re.findall(r"\[|[^,\[\]]+", found[3]):
        if part == "[":
            is_optional = True
        elif part.strip() == "...":
            is_variadic = True
        elif part.strip():
            parameters.append(CommandParameter(part.strip(), _kind(part.strip()), is_optional))
    return Command(found[2], result, tuple(parameters), is_variadic, function)


def _kind(name: str) -> str:
    if name.endswith("()"):
        return next(kind for kind in ("array", "list", "map") if kind in name.lower())
    if name.endswith("$"):
        return "s"
    return name[-1] if name[-2:-1] == "." else "i"
