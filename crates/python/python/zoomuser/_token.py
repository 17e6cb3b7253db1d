"""Types of token callables."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True)
class TokenRequest:
    """The argument of a `token=` callable."""

    refused: bool
    """Whether Zoom has just rejected the last token or reported a missing scope, so that a new token is needed."""


TokenLike = Union[str, Callable[[TokenRequest], str]]
AsyncTokenLike = Union[str, Callable[[TokenRequest], Union[str, Awaitable[str]]]]


def is_async(token: object) -> bool:
    """Whether a callable is declared as `async def`."""
    call = getattr(type(token), "__call__", None)  # noqa: B004 - the method itself is needed
    return inspect.iscoroutinefunction(token) or inspect.iscoroutinefunction(call)
