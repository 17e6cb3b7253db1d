"""A thousand calls leave nothing behind."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import zoomuser
from waiting import until
from zoomuser.testing import Sandbox

pytestmark = pytest.mark.thread_unsafe(reason="it counts what the whole process has")

JANE = "jane@example.com"
DESCRIPTORS = Path("/proc/self/fd")


def descriptors() -> int:
    gc.collect()
    return len(list(DESCRIPTORS.iterdir()))


def calls(client: zoomuser.Client, count: int) -> None:
    for _ in range(count):
        client.update_user(JANE, dept="x")
        for user_id in ("fields-error@sandbox.test", "drop@sandbox.test", ""):
            with pytest.raises(zoomuser.ZoomError):
                client.update_user(user_id, dept="x")
        with pytest.raises(TypeError):
            client.update_user(JANE, dept=5)  # type: ignore[arg-type]


@pytest.mark.skipif(not DESCRIPTORS.is_dir(), reason="descriptors are counted as Linux shows them")
def test_calls_leave_no_descriptors() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        calls(client, 5)
        # The sandbox is in this process too, and closes its end of a connection when it gets to it.
        before = descriptors()
        calls(client, 200)
        assert descriptors() <= before + 4


@pytest.mark.skipif(not DESCRIPTORS.is_dir(), reason="descriptors are counted as Linux shows them")
def test_clients_and_sandboxes_leave_no_descriptors() -> None:
    def live() -> None:
        with Sandbox() as zoom, zoom.client() as client:
            client.update_user(JANE, dept="x")
            zoomuser.update_user(zoom.token, JANE, dept="x", **zoom.options)
        zoomuser.cleanup()

    live()
    before = descriptors()
    for _ in range(20):
        live()
    assert descriptors() <= before + 2


@pytest.mark.skipif(not DESCRIPTORS.is_dir(), reason="descriptors are counted as Linux shows them")
@pytest.mark.parametrize("way", ["client", "one call"])
def test_closing_closes_the_connections_at_once(way: str) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        before = descriptors()
        if way == "client":
            client.update_user(JANE, dept="x")
            assert descriptors() > before
            client.close()
        else:
            zoomuser.update_user(zoom.token, JANE, dept="x", **zoom.options)
            assert descriptors() > before
            zoomuser.cleanup()
        # The other end is the sandbox's, which closes it when it gets to it.
        until(lambda: descriptors() <= before)


def test_an_async_client_leaves_no_threads() -> None:
    async def live() -> None:
        async with zoom.async_client() as client:
            await asyncio.gather(*(client.update_user(JANE, dept="x") for _ in range(5)))

    with Sandbox() as zoom:
        for _ in range(5):
            asyncio.run(live())
    for thread in threading.enumerate():
        if thread.name.startswith("zoomuser"):
            thread.join(30)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("zoomuser")]


def test_values_keep_their_reference_counts() -> None:
    class Text(str):
        __slots__ = ()

    text, number, key = Text("a value of its own"), 2551889200 + os.getpid(), Text("no_such_field")
    nested: list[Any] = [text, {"m": number}]
    values = [text, number, key, nested, nested[1]]
    cancel = zoomuser.CancelToken()

    def call(client: zoomuser.Client) -> None:
        fields: dict[str, Any] = {"dept": text, "pmi": number, key: nested}
        with pytest.raises(zoomuser.RejectedError):
            client.update_user(JANE, fields={**fields, "type": 7}, cancel=cancel)
        with pytest.raises(TypeError):
            client.update_user(JANE, fields={**fields, "type": object()})

    with Sandbox() as zoom, zoom.client(check="warn") as client:
        call(client)
        gc.collect()
        before = [sys.getrefcount(value) for value in [*values, cancel]]
        for _ in range(100):
            call(client)
        gc.collect()
        assert [sys.getrefcount(value) for value in [*values, cancel]] == before


def test_results_are_freed() -> None:
    with Sandbox() as zoom, zoom.client() as client:

        def count() -> int:
            gc.collect()
            return sum(isinstance(thing, (zoomuser.Result, zoomuser.ZoomError)) for thing in gc.get_objects())

        calls(client, 1)
        before = count()
        calls(client, 50)
        assert count() == before
