"""The whole job in one call."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest
import zoomuser
from zoomuser import update_user
from zoomuser.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

JANE = "jane@example.com"
TOKEN = "sandbox-token"


@pytest.fixture(autouse=True)
def _cleanup() -> Iterator[None]:
    yield
    zoomuser.cleanup()


def test_fields_and_options_together() -> None:
    with Sandbox() as zoom:
        options: zoomuser.Options = {**zoom.options, "timeout": 5}
        result = update_user(zoom.token, JANE, dept="d", fields={"company": "c"}, **options)
        assert result.ok
        assert zoom.requests[-1].body == b'{"company":"c","dept":"d"}'


@pytest.mark.thread_unsafe(reason="the connections that are kept are those of the whole process")
def test_the_connection_is_kept() -> None:
    with Sandbox() as zoom:
        for _ in range(5):
            update_user(zoom.token, JANE, dept="x", **zoom.options)
        assert zoom.connections == 1
        zoomuser.cleanup()
        update_user(zoom.token, JANE, dept="x", **zoom.options)
        assert zoom.connections == 2
        others: zoomuser.Options = {**zoom.options, "timeout": 7}
        update_user(zoom.token, JANE, dept="x", **others)
        assert zoom.connections == 3, "other options are another connection"


def test_the_connection_is_not_kept_if_asked() -> None:
    with Sandbox() as zoom:
        options: zoomuser.Options = {**zoom.options, "keep": False}
        for _ in range(3):
            update_user(zoom.token, JANE, dept="x", **options)
        assert zoom.connections == 3


def test_another_token_is_another_connection() -> None:
    with Sandbox() as zoom:
        update_user(zoom.token, JANE, dept="x", **zoom.options)
        with pytest.raises(zoomuser.UnauthorizedError):
            update_user("another-token", JANE, dept="x", **zoom.options)
        first, second = zoom.requests
        assert first.connection != second.connection
        assert second.headers["authorization"] == "Bearer another-token"


def test_the_token_has_a_place_of_its_own() -> None:
    words: dict[str, Any] = {"token": TOKEN}
    with pytest.raises(TypeError):
        update_user(user_id=JANE, dept="x", **words)  # type: ignore[call-arg]


@pytest.mark.parametrize("first", [TOKEN, None])
def test_a_token_given_twice_is_refused(first: str | None) -> None:
    words: dict[str, Any] = {"token": "another-token"}
    with Sandbox() as zoom:
        with pytest.raises(TypeError, match=r"^token: "):
            update_user(first, JANE, dept="x", **zoom.options, **words)
        assert zoom.connections == 0


@pytest.mark.parametrize(
    ("words", "kind", "message"),
    [
        ({"timeout": "5"}, TypeError, "timeout: expected seconds"),
        ({"timeout": 0, "dept": "x"}, zoomuser.CheckError, "timeout: expected seconds from"),
        ({"timeout_ms": 5, "dept": "x"}, TypeError, "timeout_ms: in Python it is timeout, in seconds"),
        ({"verify": True, "dept": "x"}, TypeError, "verify: no such option; use confirm to read the user back"),
        ({"depart": "x"}, zoomuser.CheckError, "depart: no such field"),
        ({"dept": 5}, TypeError, "dept: expected str, got int"),
        ({"fields": {"timeout": 5}}, zoomuser.CheckError, "timeout: no such field"),
        ({"fields": {"dept": "x"}, "dept": "y"}, TypeError, "dept: given twice"),
        ({}, zoomuser.CheckError, "the patch is empty"),
    ],
)
def test_bad_input_is_refused(words: Any, kind: type[Exception], message: str) -> None:
    with Sandbox() as zoom:
        with pytest.raises(kind) as caught:
            update_user(zoom.token, JANE, **{**zoom.options, **words})
        assert str(caught.value).startswith(message)
        assert zoom.connections == 0


@pytest.mark.parametrize("token", [None, ""])
def test_no_token(token: str | None) -> None:
    with pytest.raises(zoomuser.CheckError) as caught:
        update_user(token, JANE, dept="x")
    assert caught.value.status is zoomuser.Status.MISSING_TOKEN


@pytest.mark.parametrize("token", [5, b"bytes", ["list"]])
def test_a_token_that_is_no_text(token: Any) -> None:
    with pytest.raises(TypeError, match=r"^token: expected str, got "):
        update_user(token, JANE, dept="x")


def test_it_can_be_cancelled() -> None:
    cancel = zoomuser.CancelToken()
    cancel.cancel()
    with Sandbox() as zoom, pytest.raises(zoomuser.CancelledError):
        update_user(zoom.token, JANE, dept="x", cancel=cancel, **zoom.options)


def test_a_failure_has_the_same_exceptions() -> None:
    with Sandbox() as zoom, pytest.raises(zoomuser.RejectedError) as caught:
        update_user(zoom.token, "fields-error@sandbox.test", dept="x", **zoom.options)
    assert pickle.loads(pickle.dumps(caught.value)).result == caught.value.result


FORMED = "eyJzdiI6IjAwMDAwMSJ9.eyJhdWQiOiJodHRwcyJ9.c2lnbmF0dXJl"
"""A text in the format of Zoom's access tokens."""


@pytest.mark.parametrize(
    ("token", "user", "message"),
    [(JANE, FORMED, "token: "), (None, FORMED, "user_id: "), ("tok-1234567890", FORMED, "user_id: ")],
)
def test_swapped_arguments_are_refused_and_not_repeated(token: str | None, user: str, message: str) -> None:
    with Sandbox() as zoom:
        with pytest.raises(zoomuser.CheckError) as caught:
            update_user(token, user, dept="x", **zoom.options)
        assert zoom.connections == 0
    assert str(caught.value).startswith(message)
    assert "are the arguments swapped?" in str(caught.value)
    assert FORMED not in str(caught.value)
    assert JANE not in str(caught.value)


def test_a_slip_in_the_user_id_is_a_warning() -> None:
    with Sandbox() as zoom, pytest.raises(zoomuser.NotFoundError) as caught:
        update_user(zoom.token, JANE + "\u00a0", dept="x", **zoom.options)
    result = caught.value.result
    assert result is not None
    assert "ends with U+00A0 no-break space" in str(result.warnings)
