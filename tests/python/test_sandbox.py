"""`zoomuser.testing`: the stand-in for Zoom."""

from __future__ import annotations

import dataclasses
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import zoomuser
from zoomuser.testing import Request, Sandbox

JANE = "jane@example.com"


@pytest.mark.thread_unsafe(reason="the fixture is one for all threads of a test")
def test_the_fixture(zoom_sandbox: Sandbox) -> None:
    with zoom_sandbox.client() as client:
        assert client.update_user(JANE, dept="Research").ok
    user = zoom_sandbox.user(JANE)
    assert user is not None
    assert user["dept"] == "Research"


def test_it_starts_with_four_users() -> None:
    with Sandbox() as zoom:
        users = [zoom.user(f"{name}@example.com") for name in ("jane", "john", "zoomroom", "pending")]
        assert [user["email"].split("@")[0] for user in users if user] == ["jane", "john", "zoomroom", "pending"]
        jane = zoom.user(JANE)
        assert jane is not None
        assert zoom.user(jane["id"]) == jane
        assert zoom.user("nobody@example.com") is None


def test_pending_says_204_and_does_not_change() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        before = zoom.user("pending@example.com")
        assert client.update_user("pending@example.com", dept="x").ok
        assert zoom.user("pending@example.com") == before


def test_requests_are_recorded() -> None:
    with Sandbox() as zoom, zoom.client(check="warn") as client:
        client.update_user(JANE, dept="x", login_type=1)
        with pytest.raises(zoomuser.RejectedError):
            client.update_user(JANE, type=7)
        client.update_user(JANE, fields={"email": "x@example.com"})
        first, second, third = zoom.requests
    assert isinstance(first, Request)
    assert (first.method, first.target) == ("PATCH", f"/v2/users/{JANE}?login_type=1")
    assert (first.body, first.json(), first.connection, first.tls) == (b'{"dept":"x"}', {"dept": "x"}, 1, True)
    assert first.headers["content-TYPE"] == "application/json"
    assert (first.ignored, first.refused) == ((), ())
    assert len(second.refused) == 1
    assert second.refused[0].startswith("type: ")
    assert (third.ignored, third.refused) == (("email",), ())
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.body = b""  # type: ignore[misc]


ANSWERS: list[tuple[Any, bytes, str | None]] = [
    (b"", b"", None),
    (b"\x00\xff", b"\x00\xff", None),
    ("täxt", "täxt".encode(), None),
    ({"code": 4711, "message": "m"}, b'{"code": 4711, "message": "m"}', "application/json"),
]


@pytest.mark.parametrize(("body", "sent", "kind"), ANSWERS)
def test_any_answer_can_be_queued(body: Any, sent: bytes, kind: str | None) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        zoom.answer_next(418, body, headers={"X-One": "1"}, delay=0.01)
        with pytest.raises(zoomuser.ApiError) as caught:
            client.update_user(JANE, dept="x")
        result = caught.value.result
        assert client.update_user(JANE, dept="x").ok, "only the next request gets it"
    assert (result.http_status, result.body, result.headers["x-one"]) == (418, sent, "1")
    assert result.headers.get("content-type") == kind


def test_answers_are_queued_in_order() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        for status in (500, 501, 502):
            zoom.answer_next(status)
        for status in (500, 501, 502):
            with pytest.raises(zoomuser.ServerError) as caught:
                client.update_user(JANE, dept="x")
            assert caught.value.result.http_status == status
        zoom.answer_next(204)
        assert client.update_user("nobody@example.com", dept="x").ok, "whatever it asks for"


def test_a_fault_answers_the_next_requests() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        zoom.fail_next("rate-second", 2)
        for _ in range(2):
            with pytest.raises(zoomuser.RateLimitError):
                client.update_user(JANE, dept="x")
        assert client.update_user(JANE, dept="x").ok
        zoom.fail_next("error-400-2034", None, user="john@example.com")
        assert client.update_user(JANE, dept="y").ok
        for _ in range(2):
            with pytest.raises(zoomuser.RejectedError) as caught:
                client.update_user("john@example.com", type=2)
            assert caught.value.result.api_code == 2034
        zoom.reset()
        assert client.update_user("john@example.com", dept="x").ok
        with pytest.raises(ValueError, match=r"^fault: expected the name"):
            zoom.fail_next("nothing")
        with pytest.raises(ValueError, match=r"^times: expected"):
            zoom.fail_next("drop", 0)


def test_scopes_and_plans_are_switched() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        zoom.scopes(update=False)
        with pytest.raises(zoomuser.ZoomError) as caught:
            client.update_user(JANE, dept="x")
        assert caught.value.result.api_code == 4711
        assert client.get_user(JANE)["email"] == JANE
        zoom.scopes(update=True, read=False)
        assert client.update_user(JANE, dept="x").ok
        zoom.set_plan("free")
        with pytest.raises(ValueError, match=r"^plan: expected"):
            zoom.set_plan("gold")  # type: ignore[arg-type]
        assert zoom.page_url.endswith("/_sandbox/")


def test_reset_puts_all_back() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        before = zoom.user(JANE)
        client.update_user(JANE, dept="changed")
        zoom.answer_next(500)
        assert zoom.user(JANE) != before
        zoom.reset()
        assert zoom.user(JANE) == before
        assert zoom.requests == []
        assert client.update_user(JANE, dept="x").ok


@pytest.mark.thread_unsafe(reason="the port that is free again may be taken by another sandbox")
def test_stopping() -> None:
    zoom = Sandbox()
    url, file = zoom.base_url, Path(zoom.ca_file)
    assert file.is_file()
    zoom.stop()
    zoom.stop()
    assert not file.exists()
    with pytest.raises(RuntimeError, match=r"^the sandbox was stopped$"):
        _ = zoom.base_url
    with pytest.raises(RuntimeError, match=r"^the sandbox was stopped$"):
        _ = zoom.requests
    port = urlsplit(url).port
    assert port is not None
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 5)


@pytest.mark.parametrize("name", ["http_port", "https_port"])
def test_a_port_that_is_taken_is_an_os_error(name: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ports: dict[str, Any] = {name: taken.getsockname()[1]}
        with pytest.raises(OSError, match="in use"):
            Sandbox(**ports)


@pytest.mark.parametrize("port", [-1, 65536, "x", 1.5])
def test_a_port_that_is_none_is_refused(port: Any) -> None:
    with pytest.raises((TypeError, ValueError, OverflowError)):
        Sandbox(http_port=port)


def test_a_token_of_ones_own() -> None:
    with Sandbox(token="my-own-token") as zoom, zoom.client() as client:
        assert zoom.token == "my-own-token"
        assert client.update_user(JANE, dept="x").ok
        with zoomuser.Client(token="sandbox-token", **zoom.options) as other, pytest.raises(zoomuser.UnauthorizedError):
            other.update_user(JANE, dept="x")


def test_two_do_not_know_each_other() -> None:
    with Sandbox() as one, Sandbox() as two:
        assert one.base_url != two.base_url
        with one.client() as client:
            client.update_user(JANE, dept="one")
        assert two.requests == []
        assert two.user(JANE) != one.user(JANE)


def test_without_tls() -> None:
    with Sandbox() as zoom, zoom.client(base_url=zoom.http_base_url) as client:
        assert client.update_user(JANE, dept="x").ok
        assert not zoom.requests[-1].tls


def test_options_may_be_changed() -> None:
    with Sandbox() as zoom, zoom.client(timeout=1.0, user_agent="ours") as client:
        client.update_user(JANE, dept="x")
        assert zoom.requests[-1].headers["user-agent"] == "ours"
        with pytest.raises(zoomuser.RequestTimeoutError):
            client.update_user("slow-60000@sandbox.test", dept="x")
