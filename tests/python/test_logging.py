"""What the logger `zoomuser` gets."""

from __future__ import annotations

import contextlib
import logging
import re
import sys
from typing import TYPE_CHECKING

import pytest
import zoomuser
from zoomuser.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.thread_unsafe(reason="the logger belongs to the whole process")

JANE = "jane@example.com"
LOGGER = logging.getLogger("zoomuser")


@pytest.fixture(autouse=True)
def _level() -> Iterator[None]:
    yield
    LOGGER.setLevel(logging.NOTSET)


def info(answer: str, tracking_id: str) -> str:
    return rf'PATCH /users/{{userId}}: {answer}, tracking id "{re.escape(tracking_id)}" in \d+ ms, attempt 1'


@pytest.mark.parametrize("level", [5, 10, 20, 30])
def test_each_level_says_more(level: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(level, logger="zoomuser")
    with Sandbox() as zoom, zoom.client() as client:
        result = client.update_user(JANE, dept="Research")
    expected = [
        (10, re.escape("PATCH /users/jane@example.com: attempt 1, 19 bytes of application/json")),
        (5, re.escape(r'PATCH /users/jane@example.com: the body is "{\"dept\":\"Research\"}"')),
    ]
    expected.append((20, info("HTTP 204", result.tracking_id)))
    expected = [line for line in expected if line[0] >= level]
    said = [(record.levelno, record.getMessage()) for record in caplog.records]
    assert [number for number, _ in said] == [number for number, _ in expected]
    for (_, text), (_, pattern) in zip(said, expected):
        assert re.fullmatch(pattern, text), text
    assert {record.name for record in caplog.records} <= {"zoomuser"}


def test_the_user_id_is_not_said_at_info_nor_values_at_debug(caplog: pytest.LogCaptureFixture) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        for level in (20, 10):
            caplog.clear()
            caplog.set_level(level, logger="zoomuser")
            client.update_user(JANE, dept="Research")
            assert ("jane" in caplog.text) is (level == 10)
            assert "Research" not in caplog.text


def test_a_failure_is_a_line_too(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(20, logger="zoomuser")
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(zoomuser.RejectedError) as caught:
            client.update_user("fields-error@sandbox.test", dept="x")
        with pytest.raises(zoomuser.CheckError):
            client.update_user(JANE, type=7)
    first, second = (record.getMessage() for record in caplog.records)
    assert re.fullmatch(info("HTTP 400, code 300", caught.value.result.tracking_id), first), first
    assert second == "nothing was sent: CHECK_FAILED"


@pytest.mark.parametrize(
    "user_id", ["echo-token@sandbox.test", JANE, "drop@sandbox.test", "error-401-124@sandbox.test"]
)
def test_the_token_is_in_no_line(user_id: str, caplog: pytest.LogCaptureFixture) -> None:
    token = "a-token-that-nobody-may-see"
    caplog.set_level(1, logger="zoomuser")
    with Sandbox(token=token) as zoom, zoom.client() as client:
        try:
            client.update_user(user_id, dept="x")
        except zoomuser.ZoomError as error:
            LOGGER.exception("failed", exc_info=error)
        assert zoom.requests[-1].headers["authorization"] == f"Bearer {token}"
    assert len(caplog.records) >= 3
    assert token not in caplog.text


def test_the_level_counts_from_the_next_call_on(caplog: pytest.LogCaptureFixture) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        for level, lines in ((50, 0), (20, 1), (10, 2), (5, 3), (30, 0), (20, 1)):
            caplog.clear()
            LOGGER.setLevel(level)
            client.update_user(JANE, dept="x")
            assert len(caplog.records) == lines


def test_the_level_of_the_root_counts_unless_the_logger_has_its_own(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(10)
    with Sandbox() as zoom, zoom.client() as client:
        client.update_user(JANE, dept="x")
    assert [record.levelno for record in caplog.records if record.name == "zoomuser"] == [10, 20]


def test_logging_that_is_disabled_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(5, logger="zoomuser")
    logging.disable(logging.CRITICAL)
    try:
        with Sandbox() as zoom, zoom.client() as client:
            client.update_user(JANE, dept="x")
    finally:
        logging.disable(logging.NOTSET)
    assert caplog.records == []


def test_a_percent_sign_is_no_placeholder(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(5, logger="zoomuser")
    with Sandbox() as zoom, zoom.client() as client, pytest.raises(zoomuser.NotFoundError):
        client.update_user("100%s%d@example.com", dept="%s")
    assert "/users/100%25s%25d@example.com" in caplog.text
    assert r"{\"dept\":\"%s\"}" in caplog.text


def test_a_line_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(5, logger="zoomuser")
    with Sandbox() as zoom, zoom.client() as client, pytest.raises(zoomuser.CheckError):
        client.update_user("jane\nFORGED", dept="a\nFORGED")
    assert len(caplog.records) == 1
    assert all("\n" not in record.getMessage() for record in caplog.records)


class Raising(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        raise RuntimeError(f"a handler that fails at {record.levelno}")


def test_a_handler_that_raises_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: seen.append(str(unraisable.exc_value)))
    handler = Raising()
    LOGGER.addHandler(handler)
    LOGGER.setLevel(20)
    try:
        with Sandbox() as zoom, zoom.client() as client:
            assert client.update_user(JANE, dept="x").ok
            with pytest.raises(zoomuser.RejectedError):
                client.update_user("fields-error@sandbox.test", dept="x")
    finally:
        LOGGER.removeHandler(handler)
    assert seen == ["a handler that fails at 20"] * 2


def test_a_handler_may_make_a_call() -> None:
    class Calling(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno == 20 and len(zoom.requests) < 3:
                client.update_user(JANE, dept=f"{len(zoom.requests)}")

    handler = Calling()
    LOGGER.addHandler(handler)
    LOGGER.setLevel(20)
    try:
        with Sandbox() as zoom, zoom.client() as client:
            assert client.update_user(JANE, dept="0").ok
            assert [request.json()["dept"] for request in zoom.requests] == ["0", "1", "2"]
    finally:
        LOGGER.removeHandler(handler)


def test_a_token_that_was_given_as_something_else_is_hidden(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1, "zoomuser")
    with Sandbox(token="a-token-that-nobody-may-see") as zoom, zoom.client() as client:
        client.update_user("jane@example.com", dept=zoom.token)
        with contextlib.suppress(zoomuser.ZoomError):
            client.update_user(zoom.token, dept="x")
        assert zoom.token not in caplog.text
        assert "***" in caplog.text


def test_lines_of_a_kind_have_the_same_template(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(10, logger="zoomuser")
    with Sandbox() as zoom, zoom.client() as client:
        for user_id in (JANE, "john@example.com"):
            client.update_user(user_id, dept="Research" * len(user_id))
    templates = [record.msg for record in caplog.records]
    assert templates[:2] == templates[2:]
    begins, ends = caplog.records[:2]
    assert (begins.msg, begins.args) == (
        "PATCH %s: attempt %s, %s bytes of application/json",
        ("/users/jane@example.com", 1, 139),
    )
    assert ends.msg == "PATCH /users/{userId}: HTTP %s, tracking id %s in %s ms, attempt %s"
    assert isinstance(ends.args, tuple)
    assert (ends.args[0], ends.args[3]) == (204, 1)


def test_a_line_is_written_when_an_attempt_begins(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(10, logger="zoomuser")
    with Sandbox() as zoom, zoom.client() as client:
        client.request("GET", "users/jane@example.com")
        client.get_user(JANE)
    assert [record.getMessage() for record in caplog.records if record.levelno == 10] == [
        "GET: attempt 1",
        "GET /users/{userId}: attempt 1",
    ]
