"""Tracebacks: error trackers store the variables of every frame; in those of the package no secret may stand."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import zoomuser
from zoomuser import AsyncClient, Client
from zoomuser.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = "a-secret-that-nobody-may-see"
PACKAGE = str(Path(zoomuser.__file__).parent)

WRONG: list[Callable[[], object]] = [
    lambda: Client(token=SECRET, timeout=-1),
    lambda: Client(token=SECRET, client_secret=SECRET, no_such=1),  # type: ignore[call-arg]
    lambda: Client(token=SECRET).update_user("", dept="x"),
    lambda: AsyncClient(token=SECRET, check="no"),  # type: ignore[arg-type]
    lambda: AsyncClient(token=SECRET, client_secret=SECRET, max_concurrency=0),
    lambda: zoomuser.update_user(SECRET, "", dept="x"),
    lambda: zoomuser.update_user(None, "a@example.com", client_secret=SECRET, token_url="x", dept="y"),
]


def holds(value: Any, depth: int = 4) -> bool:
    """Whether the secret stands in a value, as it shows itself or looked into."""
    if SECRET in repr(value):
        return True
    if depth == 0:
        return False
    if isinstance(value, dict):
        return any(holds(part, depth - 1) for pair in value.items() for part in pair)
    if isinstance(value, (list, tuple, set)):
        return any(holds(part, depth - 1) for part in value)
    slots = getattr(type(value), "__slots__", ())
    parts = [getattr(value, name, None) for name in slots if isinstance(name, str)]
    return any(holds(part, depth - 1) for part in [*parts, *getattr(value, "__dict__", {}).values()])


def frames_of_the_package(error: BaseException) -> int:
    seen = 0
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(PACKAGE):
            seen += 1
            shown = [name for name, value in frame.f_locals.items() if holds(value)]
            assert shown == [], f"{frame.f_code.co_qualname if hasattr(frame.f_code, 'co_qualname') else frame.f_code}"
    return seen


@pytest.mark.parametrize("wrong", WRONG)
def test_a_refused_call_leaves_no_secret_in_its_frames(wrong: Callable[[], object]) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        wrong()
    assert frames_of_the_package(caught.value) > 0


def test_a_failed_call_leaves_no_secret_in_its_frames() -> None:
    with Sandbox() as zoom:
        with pytest.raises(zoomuser.UnauthorizedError) as caught:
            zoomuser.update_user(SECRET, "jane@example.com", dept="x", **zoom.options)
        assert frames_of_the_package(caught.value) > 0
        with Client(token=SECRET, **zoom.options) as client, pytest.raises(zoomuser.UnauthorizedError) as caught:
            client.update_user("jane@example.com", dept="x")
        assert frames_of_the_package(caught.value) > 0
