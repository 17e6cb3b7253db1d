"""Keywords from a typed dict: signatures that list them, for completion and `help()`, and the error for another one."""

from __future__ import annotations

import inspect
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_Function = TypeVar("_Function", bound="Callable[..., Any]")


def spells_out(keywords: type) -> Callable[[_Function], _Function]:
    """Replaces `**keywords` in the signature of a function by the members of a typed dict."""

    def decorate(function: _Function) -> _Function:
        signature = inspect.signature(function)
        given = list(signature.parameters.values())
        assert given[-1].kind is inspect.Parameter.VAR_KEYWORD  # noqa: S101 - runs at import
        setattr(function, "__signature__", signature.replace(parameters=[*given[:-1], *_parameters(keywords)]))  # noqa: B010
        return function

    return decorate


def refuse_unknown(function: str, keywords: type, given: Iterable[str]) -> None:
    """Raises `TypeError` for a keyword that is none of the typed dict."""
    for name in given:
        if name not in keywords.__annotations__:
            raise TypeError(f"{name}: no such option of {function}")


@cache
def _parameters(keywords: type) -> list[inspect.Parameter]:
    return [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_text(annotation))
        for name, annotation in keywords.__annotations__.items()
    ]


def _text(annotation: object) -> object:
    return getattr(annotation, "__forward_arg__", annotation)
