"""Values that must not appear in tracebacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def hidden(value: T) -> Callable[[], T]:
    """Wraps a value in a function: error trackers record local variables, including the contents of dictionaries."""
    return lambda: value
