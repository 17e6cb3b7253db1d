"""What a callable that gives access tokens is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True)
class TokenRequest:
    """A question for an access token: what `token=` gets, where it is a callable."""

    refused: bool
    """Whether Zoom has just refused the token that was given last, so that another one is wanted."""


TokenLike = Union[str, Callable[[TokenRequest], str]]
