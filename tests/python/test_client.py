"""The life of a client."""

from __future__ import annotations

import copy
import gc
import pickle
from typing import Any

import pytest
import zoomuser
from zoomuser.testing import Sandbox

JANE = "jane@example.com"


def test_a_connection_is_used_again() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        assert zoom.connections == 0, "nothing is connected before the first call"
        for _ in range(5):
            client.update_user(JANE, dept="x")
        assert zoom.connections == 1
        assert {request.connection for request in zoom.requests} == {1}


def test_a_refusal_keeps_the_connection() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        for user_id in ("fields-error@sandbox.test", "status-503@sandbox.test", "rate-second@sandbox.test"):
            with pytest.raises(zoomuser.ApiError):
                client.update_user(user_id, dept="x")
        client.update_user(JANE, dept="x")
        assert zoom.connections == 1


def test_the_end_of_with_closes() -> None:
    with Sandbox() as zoom:
        with zoom.client() as client:
            client.update_user(JANE, dept="x")
        for _ in range(2):
            with pytest.raises(RuntimeError, match=r"^the client is closed$"):
                client.update_user(JANE, dept="x")
        with pytest.raises(RuntimeError, match=r"^the client is closed$"):
            client.check(dept="x")
        with pytest.raises(RuntimeError, match=r"^the client is closed$"), client:
            pass
        assert len(zoom.requests) == 1


def test_close_may_be_called_again() -> None:
    client = zoomuser.Client(token="sandbox-token")
    client.close()
    client.close()
    assert repr(client) == "<zoomuser.Client https://api.zoom.us/v2 closed>"


def test_with_closes_after_an_exception_too() -> None:
    client = zoomuser.Client()
    with pytest.raises(LookupError, match="mine"), client:
        raise LookupError("mine")
    with pytest.raises(RuntimeError):
        client.check(dept="x")


@pytest.mark.thread_unsafe(reason="garbage is collected for all threads")
def test_it_need_not_be_closed() -> None:
    with Sandbox() as zoom:
        client = zoom.client()
        client.update_user(JANE, dept="x")
        del client
        gc.collect()
        zoom.client().update_user(JANE, dept="x")
        assert zoom.connections == 2


def test_it_says_where_it_goes() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        assert client.base_url == zoom.base_url
        assert repr(client) == f"<zoomuser.Client {zoom.base_url}>"
        asynchronous = zoom.async_client()
        assert asynchronous.base_url == zoom.base_url
        assert repr(asynchronous) == f"<zoomuser.AsyncClient {zoom.base_url}>"


@pytest.mark.parametrize("made", [zoomuser.Client, zoomuser.AsyncClient])
@pytest.mark.parametrize("move", [pickle.dumps, copy.copy, copy.deepcopy])
def test_it_cannot_be_pickled(made: Any, move: Any) -> None:
    with pytest.raises(TypeError, match="cannot be pickled: make one in each process"):
        move(made(token="sandbox-token"))


@pytest.mark.parametrize("made", [zoomuser.Client, zoomuser.AsyncClient])
def test_it_has_no_other_attributes(made: Any) -> None:
    with pytest.raises(AttributeError):
        made().timeout = 5


def test_a_class_of_ones_own_may_derive_from_it() -> None:
    class Ours(zoomuser.Client):
        def retire(self, user_id: str) -> zoomuser.Result:
            return self.update_user(user_id, type=zoomuser.UserType.BASIC, dept="retired")

    with Sandbox() as zoom, Ours(token=zoom.token, **zoom.options) as client:
        assert client.retire(JANE).ok
        assert zoom.requests[-1].json() == {"type": 1, "dept": "retired"}


def test_a_server_that_went_away_is_no_end() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        client.update_user(JANE, dept="x")
        with pytest.raises(zoomuser.TransportError):
            client.update_user("drop@sandbox.test", dept="x")
        assert client.update_user(JANE, dept="y").ok


def test_a_client_that_was_refused_can_be_shown() -> None:
    for kind in (zoomuser.Client, zoomuser.AsyncClient):
        made = kind.__new__(kind)
        with pytest.raises(zoomuser.CheckError):
            made.__init__(token="a b")  # type: ignore[misc]
        assert repr(made).endswith(" without valid options>")
