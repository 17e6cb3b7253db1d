"""Waiting for a state, by asking and with an end."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from zoomuser.testing import Sandbox

SECONDS = 30


def until(state: Callable[[], bool]) -> None:
    """Comes back when `state()` is true."""
    pause, end = threading.Event(), time.monotonic() + SECONDS
    while not state():
        assert time.monotonic() < end, "the state does not come"
        pause.wait(0.002)


async def until_received(zoom: Sandbox, count: int) -> None:
    """Comes back when the sandbox has received so many requests."""
    end = time.monotonic() + SECONDS
    while len(zoom.requests) < count:
        assert time.monotonic() < end, "the request does not come"
        await asyncio.sleep(0.002)
