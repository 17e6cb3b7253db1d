"""Values that a traceback must not show."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def unseen(value: T) -> Callable[[], T]:
    """A function that gives the value: error trackers store the variables of a frame, and look into dictionaries."""
    return lambda: value
