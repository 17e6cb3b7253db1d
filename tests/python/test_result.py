"""Results: all that came of a call."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from collections.abc import Mapping

import pytest
import zoomuser
from zoomuser import Headers, Problem, Result, Status
from zoomuser.testing import Sandbox

JANE = "jane@example.com"


def failure(user_id: str) -> Result:
    with Sandbox() as zoom, zoom.client() as client, pytest.raises(zoomuser.ZoomError) as caught:
        client.update_user(f"{user_id}@sandbox.test", dept="x")
    return caught.value.result


def test_a_success() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        result = client.update_user(JANE, phone_number="5550100", phone_country="GB")
    assert result == Result(
        status=Status.OK,
        message="the user is updated",
        hint="",
        problems=(),
        warnings=(
            Problem("phone_number", "deprecated by Zoom: use phone_numbers"),
            Problem("phone_country", "deprecated by Zoom: use phone_numbers"),
        ),
        attempts=1,
        waited_seconds=0.0,
        http_status=204,
        api_code=None,
        api_message="",
        field_errors=(),
        tracking_id=result.tracking_id,
        retry_after=None,
        reason="No Content",
        head=result.head,
        headers=result.headers,
        body=b"",
        user_id=JANE,
    )
    assert result.head.startswith("HTTP/1.1 204 No Content\r\n")
    assert (result.ok, result.retryable) == (True, False)
    assert result.tracking_id == result.headers["x-zm-trackingid"] != ""
    assert isinstance(result.status, Status)


def test_a_refusal() -> None:
    result = failure("fields-error")
    assert (result.ok, result.status, result.http_status, result.api_code) == (False, Status.REJECTED, 400, 300)
    assert result.api_message == "Validation Failed."
    assert result.field_errors == (
        Problem("first_name", "Invalid field."),
        Problem("phone_numbers[0].country", "Invalid field."),
    )
    assert result.attempts == 1
    assert result.json() == json.loads(result.body)
    assert isinstance(result.json(), dict)
    assert result.headers["Content-Type"] == "application/json;charset=UTF-8"
    assert result.message.startswith("Zoom refused the request (HTTP 400, code 300): Validation Failed.")


def test_no_answer() -> None:
    result = failure("reset")
    assert (result.status, result.http_status, result.api_code, result.body) == (Status.IO, None, None, b"")
    assert (result.headers, result.tracking_id, result.retry_after, result.field_errors) == (Headers(), "", None, ())
    assert result.attempts >= 1
    assert result.retryable


def test_nothing_sent() -> None:
    with pytest.raises(zoomuser.CheckError) as caught:
        zoomuser.check(type=7)
    result = caught.value.result
    assert (result.attempts, result.http_status) == (0, None)
    assert result.problems == (Problem("type", "expected one of 1, 2, 4, 99"),)


@pytest.mark.parametrize(("user_id", "most"), [("rate-seconds", 1.0), ("rate-date", 2.0), ("rate-daily", 86400.0)])
def test_when_to_come_back(user_id: str, most: float) -> None:
    result = failure(user_id)
    assert isinstance(result.retry_after, float)
    assert 0 <= result.retry_after <= most
    assert result.retryable


def test_an_answer_that_is_not_whole_says_so() -> None:
    result = failure("truncate-body")
    assert result.status is Status.REJECTED
    assert [warning.field for warning in result.warnings] == [""]
    assert "incomplete" in result.warnings[0].message


@pytest.mark.parametrize("user_id", ["html-502", "binary-400", "status-503"])
def test_a_body_that_is_no_json(user_id: str) -> None:
    result = failure(user_id)
    with pytest.raises(ValueError, match=r"."):
        result.json()


def test_a_body_of_all_bytes() -> None:
    assert failure("binary-400").body == bytes(range(256))


def test_headers_are_a_mapping_in_any_case() -> None:
    headers = Headers((("Set-Cookie", "a"), ("X-One", "1"), ("set-cookie", "b")))
    assert isinstance(headers, Mapping)
    assert headers["SET-COOKIE"] == headers.get("Set-Cookie") == "a, b"
    assert "x-ONE" in headers
    assert "x-two" not in headers
    assert headers.get("x-two") is None
    assert (list(headers), len(headers)) == (["set-cookie", "x-one"], 2)
    assert dict(headers) == {"set-cookie": "a, b", "x-one": "1"}
    assert headers == Headers(headers.pairs)
    assert headers != Headers()
    assert repr(headers) == f"Headers({headers.pairs!r})"
    with pytest.raises(KeyError, match="x-two"):
        headers["x-two"]


def test_the_headers_of_an_answer_keep_their_order() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        zoom.answer_next(500, headers={"X-B": "1", "X-A": "2"})
        with pytest.raises(zoomuser.ServerError) as caught:
            client.update_user(JANE, dept="x")
    pairs = [pair for pair in caught.value.result.headers.pairs if pair[0].lower().startswith("x-")]
    assert [(name.lower(), value) for name, value in pairs] == [("x-b", "1"), ("x-a", "2")]


def test_a_result_cannot_be_changed() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        result = client.update_user(JANE, dept="x")
    for field in dataclasses.fields(result):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(result, field.name, None)
    assert dataclasses.replace(result, message="") != result


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_result_can_be_pickled_and_copied(protocol: int) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        good = client.update_user(JANE, dept="x", company=zoomuser.NULL)
    for result in (good, failure("fields-error"), failure("drop")):
        for copied in (pickle.loads(pickle.dumps(result, protocol)), copy.copy(result), copy.deepcopy(result)):
            assert copied == result
            assert repr(copied) == repr(result)
            assert type(copied.status) is Status
            assert all(type(problem) is Problem for problem in copied.field_errors)


@pytest.mark.parametrize("protocol", [0, 1])
def test_old_protocols_pickle_it_too(protocol: int) -> None:
    result = failure("fields-error")
    assert pickle.loads(pickle.dumps(result, protocol)) == result


def test_a_result_can_be_hashed() -> None:
    result = failure("fields-error")
    assert hash(result) == hash(copy.deepcopy(result))


def test_problems_are_tuples_with_names() -> None:
    field, message = problem = Problem("dept", "too long")
    assert (field, message) == (problem.field, problem.message)
    assert str(problem) == "dept: too long"
    assert str(Problem("", "the patch is empty")) == "the patch is empty"


def test_null_is_one_and_stays_one() -> None:
    null = zoomuser.NULL
    assert all(pickle.loads(pickle.dumps(null, protocol)) is null for protocol in range(pickle.HIGHEST_PROTOCOL + 1))
    assert copy.deepcopy(null) is copy.copy(null) is zoomuser.NullType() is null
    assert (repr(null), bool(null)) == ("zoomuser.NULL", False)
