"""Exceptions: which class, what it is a child of, what it says."""

from __future__ import annotations

import copy
import inspect
import pickle
from typing import Any

import closed
import pytest
import zoomuser
from zoomuser import Result, Status, ZoomError, _exceptions
from zoomuser._vocabulary import RETRYABLE
from zoomuser.testing import Sandbox

JANE = "jane@example.com"

CLASSES = [
    value for value in vars(zoomuser).values() if inspect.isclass(value) and issubclass(value, zoomuser.ZoomError)
]

ANSWERS: list[tuple[str, type[ZoomError], Status]] = [
    ("error-401-124", zoomuser.UnauthorizedError, Status.UNAUTHORIZED),
    ("error-400-4711", zoomuser.ForbiddenError, Status.FORBIDDEN),
    ("error-403-200", zoomuser.ForbiddenError, Status.FORBIDDEN),
    ("error-404-1001", zoomuser.NotFoundError, Status.NOT_FOUND),
    ("error-400-1010", zoomuser.NotFoundError, Status.NOT_FOUND),
    ("xml-404", zoomuser.NotFoundError, Status.NOT_FOUND),
    ("rate-second", zoomuser.RateLimitError, Status.RATE_LIMITED),
    ("rate-daily", zoomuser.RateLimitError, Status.RATE_LIMITED),
    ("rate-concurrent", zoomuser.RateLimitError, Status.RATE_LIMITED),
    ("fields-error", zoomuser.RejectedError, Status.REJECTED),
    ("error-400-2033", zoomuser.RejectedError, Status.REJECTED),
    ("early", zoomuser.RejectedError, Status.REJECTED),
    ("truncate-body", zoomuser.RejectedError, Status.REJECTED),
    ("status-503", zoomuser.ServerError, Status.SERVER),
    ("html-502", zoomuser.ServerError, Status.SERVER),
    ("flaky-1-503", zoomuser.ServerError, Status.SERVER),
    ("status-200", zoomuser.ApiError, Status.UNEXPECTED),
    ("outside-307", zoomuser.ApiError, Status.UNEXPECTED),
    ("garbage", zoomuser.ApiError, Status.UNEXPECTED),
    ("drop", zoomuser.TransportError, Status.IO),
    ("reset", zoomuser.TransportError, Status.IO),
    ("truncate-9", zoomuser.TransportError, Status.IO),
]


@pytest.mark.parametrize(("user_id", "kind", "status"), ANSWERS, ids=[answer[0] for answer in ANSWERS])
def test_what_zoom_says_has_its_class(user_id: str, kind: type[ZoomError], status: Status) -> None:
    with Sandbox() as zoom, zoom.client() as client, pytest.raises(kind) as caught:
        client.update_user(f"{user_id}@sandbox.test", dept="x")
    error = caught.value
    assert type(error) is kind
    assert error.status is error.result.status is status
    assert error.api_code == error.result.api_code
    assert error.retryable is error.result.retryable is (status in RETRYABLE)
    assert (error.message, error.hint) == (error.result.message, error.result.hint)
    assert str(error) == (f"{error.message} ({error.hint})" if error.hint else error.message)
    assert repr(error) == f"<{kind.__name__} {status.name}: {error.message}>"


def test_what_is_retryable_is_frozen() -> None:
    """A status that is new since then is not in these sets."""
    retryable = {"BUSY", "DNS", "CONNECT", "TIMEOUT", "IO", "RATE_LIMITED", "SERVER", "UNCONFIRMED"}
    not_retryable = {
        *("OK", "NULL", "ENCODING", "INVALID_ARGUMENT", "UNKNOWN_NAME", "INVALID_JSON", "MISSING_TOKEN"),
        *("CHECK_FAILED", "TLS", "CANCELLED", "PROXY", "UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "REJECTED"),
        *("UNEXPECTED", "NOT_APPLIED", "PANIC", "OUT_OF_MEMORY", "INTERNAL"),
    }
    names = {status.name for status in RETRYABLE}
    assert names >= retryable
    assert not names & not_retryable


WAYS: list[tuple[dict[str, Any], type[ZoomError], Status]] = [
    ({"base_url": f"https://{'a' * 64}.localhost/v2"}, zoomuser.TransportError, Status.DNS),
    ({"base_url": f"https://127.0.0.1:{closed.PORT}/v2"}, zoomuser.TransportError, Status.CONNECT),
    ({"proxy": f"http://127.0.0.1:{closed.PORT}"}, zoomuser.TransportError, Status.PROXY),
    ({"ca_file": "/no/such/file"}, zoomuser.CheckError, Status.INVALID_ARGUMENT),
]


@pytest.mark.parametrize(("options", "kind", "status"), WAYS, ids=[way[2].name for way in WAYS])
def test_a_way_that_leads_nowhere_has_its_class(options: Any, kind: type[ZoomError], status: Status) -> None:
    with Sandbox() as zoom, zoom.client(**options) as client:
        with pytest.raises(kind) as caught:
            client.update_user(JANE, dept="x")
        assert zoom.requests == []
    assert (type(caught.value), caught.value.status) == (kind, status)


def test_a_limit_of_time_has_its_class() -> None:
    with Sandbox() as zoom, zoom.client(timeout=0.05) as client, pytest.raises(TimeoutError) as caught:
        client.update_user("slow-20000@sandbox.test", dept="x")
    assert type(caught.value) is zoomuser.RequestTimeoutError
    assert caught.value.retryable


def test_a_cancelled_call_has_its_class() -> None:
    cancel = zoomuser.CancelToken()
    cancel.cancel()
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(zoomuser.CancelledError) as caught:
            client.update_user(JANE, dept="x", cancel=cancel)
        assert zoom.requests == []
    assert not caught.value.retryable


def test_the_family() -> None:
    parents = {kind: kind.__bases__ for kind in CLASSES}
    assert parents == {
        zoomuser.ZoomError: (Exception,),
        zoomuser.CheckError: (zoomuser.ZoomError, ValueError),
        zoomuser.FieldTypeError: (zoomuser.CheckError, TypeError),
        zoomuser.TransportError: (zoomuser.ZoomError, OSError),
        zoomuser.RequestTimeoutError: (zoomuser.TransportError, TimeoutError),
        zoomuser.CancelledError: (zoomuser.TransportError,),
        zoomuser.ApiError: (zoomuser.ZoomError,),
        zoomuser.UnauthorizedError: (zoomuser.ApiError,),
        zoomuser.ForbiddenError: (zoomuser.ApiError,),
        zoomuser.NotFoundError: (zoomuser.ApiError,),
        zoomuser.RateLimitError: (zoomuser.ApiError,),
        zoomuser.RejectedError: (zoomuser.ApiError,),
        zoomuser.ServerError: (zoomuser.ApiError,),
        zoomuser.NotAppliedError: (zoomuser.ZoomError,),
        zoomuser.UnconfirmedError: (zoomuser.ZoomError,),
        zoomuser.BulkError: (zoomuser.ZoomError,),
    }


def result_with(status: Status) -> Result:
    texts = (zoomuser.Problem("dept", "why"),)
    headers = zoomuser.Headers((("X-One", "1"),))
    return Result(
        status, "said", "do", texts, (), 1, 0.5, 400, 300, "zoom", texts, "id", 1.5, "Bad", "", headers, b"{}"
    )


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.OK])
def test_every_status_has_an_exception(status: Status) -> None:
    error = _exceptions.error_of(result_with(status))
    reached = {kind for _, kind, own in [*ANSWERS, *WAYS] if own is status}
    assert not reached or {type(error)} == reached
    defects = {
        Status.NULL,
        Status.BUSY,
        Status.ROWS_FAILED,
        Status.PANIC,
        Status.OUT_OF_MEMORY,
        Status.INTERNAL,
    }
    assert (type(error) is ZoomError) is (status in defects)
    assert error.retryable is (status in RETRYABLE)


def test_success_is_no_exception() -> None:
    assert result_with(Status.OK).ok
    assert [status for status in Status if result_with(status).ok] == [Status.OK]


@pytest.mark.parametrize("kind", [kind for kind in CLASSES if kind is not zoomuser.BulkError])
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_every_exception_can_be_pickled_and_copied(kind: type[ZoomError], protocol: int) -> None:
    error = kind(result_with(Status.REJECTED))
    for copied in (pickle.loads(pickle.dumps(error, protocol)), copy.copy(error), copy.deepcopy(error)):
        assert type(copied) is kind
        assert copied.result == error.result
        assert (str(copied), repr(copied), copied.status) == (str(error), repr(error), error.status)


def test_an_exception_of_a_call_can_be_pickled() -> None:
    with Sandbox() as zoom, zoom.client() as client, pytest.raises(zoomuser.RejectedError) as caught:
        client.update_user("fields-error@sandbox.test", dept="x")
    copied = pickle.loads(pickle.dumps(caught.value))
    assert copied.result == caught.value.result
    assert copied.result.field_errors[0].field == "first_name"


def test_a_check_error_says_all_problems() -> None:
    with pytest.raises(
        ValueError, match=r"^type: expected one of 1, 2, 4, 99; use_pmi: expected true or false"
    ) as caught:
        zoomuser.check(fields={"type": "7", "use_pmi": "?"})
    assert isinstance(caught.value, zoomuser.CheckError)
    assert len(caught.value.problems) == 2


def test_an_os_error_without_a_number() -> None:
    error = zoomuser.TransportError(result_with(Status.IO))
    assert (error.errno, error.strerror, error.filename) == (None, None, None)
    assert str(error) == "said (do)"
