"""Retries and the rate limits of a plan."""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import TYPE_CHECKING

import pytest
import zoomuser
from zoomuser.testing import Sandbox

if TYPE_CHECKING:
    from pathlib import Path

JANE = "jane@example.com"


def test_a_fault_of_the_moment_is_repeated() -> None:
    with Sandbox() as zoom, zoom.client(max_retries=3) as client:
        result = client.update_user("flaky-1-503@sandbox.test", dept="x")
        assert (result.ok, result.attempts) == (True, 2)
        # The pause has a random length.
        assert 0.0 < result.waited_seconds < 60.0


def test_after_the_last_retry_the_result_is_the_last_response() -> None:
    with Sandbox() as zoom, zoom.client(max_retries=1) as client, pytest.raises(zoomuser.ServerError) as caught:
        client.update_user("flaky-9-503@sandbox.test", dept="x")
    result = caught.value.result
    assert (result.attempts, result.http_status) == (2, 503)


def test_a_wait_beyond_the_deadline_is_not_begun() -> None:
    with Sandbox() as zoom, zoom.client(max_retries=3, deadline=20) as client:
        zoom.answer_next(429, headers={"Retry-After": "3600"})
        with pytest.raises(zoomuser.RateLimitError) as caught:
            client.update_user(JANE, dept="x")
    result = caught.value.result
    assert result.attempts == 1
    assert result.retry_after is not None
    assert 3000 < result.retry_after <= 3600


@pytest.mark.parametrize(("method", "attempts"), [("GET", 2), ("PUT", 2), ("POST", 1), ("PATCH", 1)])
def test_a_request_of_ones_own_is_repeated_where_that_changes_nothing(method: str, attempts: int) -> None:
    with Sandbox() as zoom, zoom.client(max_retries=1) as client:
        zoom.answer_next(503)
        zoom.answer_next(200)
        if attempts == 2:
            assert client.request(method, "users/me").attempts == 2
        else:
            with pytest.raises(zoomuser.ServerError) as caught:
                client.request(method, "users/me")
            assert caught.value.result.attempts == 1


def test_async_clients_repeat_too() -> None:
    async def main() -> zoomuser.Result:
        async with zoom.async_client(max_retries=1) as client:
            return await client.update_user("flaky-1-503@sandbox.test", dept="x")

    with Sandbox() as zoom:
        assert asyncio.run(main()).attempts == 2


def account() -> str:
    """An account of the test's own: its rate is the whole process's."""
    return f"account-{uuid.uuid4().hex}"


def test_the_rate_of_the_plan_is_kept(tmp_path: Path) -> None:
    file = tmp_path / uuid.uuid4().hex
    with Sandbox() as zoom, zoom.client(plan="free", rate_share=50, rate_file=file, account_id=account()) as client:
        began = time.monotonic()
        waited = [
            client.update_user(f"status-204+{number}@sandbox.test", dept="x").waited_seconds for number in range(3)
        ]
        # Two a second: the first at once, half a second between each two.
        assert time.monotonic() - began > 0.9
        assert waited[0] < 0.4 < waited[1] + waited[2]
    assert file.stat().st_size > 0


def test_a_turn_beyond_the_deadline_is_refused_at_once() -> None:
    with Sandbox() as zoom, zoom.client(plan="free", rate_share=1, deadline=5, account_id=account()) as client:
        assert client.update_user(JANE, dept="x").ok
        with pytest.raises(zoomuser.RateLimitError) as caught:
            client.update_user(JANE, dept="y")
        assert len(zoom.requests) == 1
    result = caught.value.result
    assert (result.attempts, result.http_status) == (0, None)
    assert result.retry_after is not None
    assert result.retry_after > 5
