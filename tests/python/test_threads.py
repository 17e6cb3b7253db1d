"""One client and many threads."""

from __future__ import annotations

import http.client
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import zoomuser
from program import run
from waiting import SECONDS, until
from zoomuser.testing import Sandbox

JANE = "jane@example.com"


def add_users(zoom: Sandbox, user_ids: list[str]) -> None:
    """Gives the sandbox users of these ids."""
    connection = http.client.HTTPConnection(urlsplit(zoom.http_base_url).netloc, timeout=SECONDS)
    try:
        for user_id in user_ids:
            connection.request("PUT", f"/_sandbox/users/{user_id}", body="{}")
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 201
    finally:
        connection.close()


@pytest.mark.parametrize("count", [8, 16])
def test_every_thread_gets_its_own_answers(count: int) -> None:
    users = [f"user-{number}" for number in range(count)]
    start = threading.Barrier(count)

    def work(number: int) -> list[tuple[str, int | None]]:
        seen: list[tuple[str, int | None]] = []
        start.wait(SECONDS)
        for turn in range(10):
            dept = f"{number}.{turn}"
            assert client.update_user(users[number], dept=dept).ok
            user = zoom.user(users[number])
            assert user is not None
            seen.append((user["dept"], None))
            with pytest.raises(zoomuser.RejectedError) as caught:
                client.update_user(f"error-400-{9000 + 100 * number + turn}@sandbox.test", dept=dept)
            seen.append(("", caught.value.result.api_code))
        return seen

    with Sandbox() as zoom, zoom.client() as client, ThreadPoolExecutor(count) as pool:
        add_users(zoom, users)
        jobs = [pool.submit(work, number) for number in range(count)]
        for number, job in enumerate(jobs):
            expected: list[tuple[str, int | None]] = []
            for turn in range(10):
                expected += [(f"{number}.{turn}", None), ("", 9000 + 100 * number + turn)]
            assert job.result(SECONDS) == expected


def test_calls_run_side_by_side() -> None:
    with Sandbox() as zoom, zoom.client() as client, ThreadPoolExecutor(8) as pool:
        tokens = [zoomuser.CancelToken() for _ in range(8)]
        users = [f"slow-60000+{number}@sandbox.test" for number in range(8)]
        jobs = [pool.submit(client.update_user, user, dept="x", cancel=token) for user, token in zip(users, tokens)]
        until(lambda: len(zoom.requests) == 8)
        for token in tokens:
            token.cancel()
        for job in jobs:
            with pytest.raises(zoomuser.CancelledError):
                job.result(SECONDS)


def test_a_cancel_token_ends_its_call_and_no_other() -> None:
    first, second = zoomuser.CancelToken(), zoomuser.CancelToken()
    with Sandbox() as zoom, zoom.client() as client, ThreadPoolExecutor(2) as pool:
        ended = pool.submit(client.update_user, "slow-60000@sandbox.test", dept="x", cancel=first)
        goes_on = pool.submit(client.update_user, "slow-60001@sandbox.test", dept="x", cancel=second)
        until(lambda: len(zoom.requests) == 2)
        first.cancel()
        with pytest.raises(zoomuser.CancelledError) as caught:
            ended.result(SECONDS)
        assert caught.value.result.attempts == 1
        assert (first.cancelled, second.cancelled) == (True, False)
        assert not goes_on.done()
        second.cancel()
        with pytest.raises(zoomuser.CancelledError):
            goes_on.result(SECONDS)
        assert client.update_user(JANE, dept="y").ok


def test_a_token_of_many_calls_ends_them_all() -> None:
    token = zoomuser.CancelToken()
    with Sandbox() as zoom, zoom.client() as client, ThreadPoolExecutor(4) as pool:
        users = [f"slow-60000+{number}@sandbox.test" for number in range(4)]
        jobs = [pool.submit(client.update_user, user, dept="x", cancel=token) for user in users]
        until(lambda: len(zoom.requests) == 4)
        token.cancel()
        for job in jobs:
            with pytest.raises(zoomuser.CancelledError):
                job.result(SECONDS)
        with pytest.raises(zoomuser.CancelledError):
            client.update_user(JANE, dept="x", cancel=token)
        assert len(zoom.requests) == 4, "a cancelled token stays cancelled"


def test_closing_lets_calls_in_flight_end() -> None:
    with Sandbox() as zoom, ThreadPoolExecutor(1) as pool:
        client = zoom.client()
        zoom.answer_next(204, delay=0.2)
        job = pool.submit(client.update_user, JANE, dept="x")
        until(lambda: len(zoom.requests) == 1)
        client.close()
        assert job.result(SECONDS).ok
        with pytest.raises(RuntimeError, match=r"^the client is closed$"):
            client.update_user(JANE, dept="x")


def test_closing_again_and_again_while_threads_work() -> None:
    with Sandbox() as zoom, zoom.client() as client, ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(lambda: [client.update_user(JANE, dept="x").ok for _ in range(25)]) for _ in range(4)]
        while not all(job.done() for job in jobs):
            client._native.drop_connections()  # noqa: SLF001 - close() is for once only
        assert [job.result() for job in jobs] == [[True] * 25] * 4


def test_the_last_name_of_a_client_may_go_during_a_call() -> None:
    with Sandbox() as zoom, ThreadPoolExecutor(1) as pool:
        zoom.answer_next(204, delay=0.1)
        assert pool.submit(zoom.client().update_user, JANE, dept="x").result(SECONDS).ok


def test_a_cancel_token_says_how_it_is() -> None:
    token = zoomuser.CancelToken()
    assert repr(token) == "<zoomuser.CancelToken cancelled=False>"
    token.cancel()
    token.cancel()
    assert repr(token) == "<zoomuser.CancelToken cancelled=True>"


DAEMON = """
client = zoomuser.Client(**OPTIONS)
{warm}
begun = threading.Event()
def work():
    begun.set()
    client.update_user("slow-60000@sandbox.test", dept="x")
threading.Thread(target=work, daemon=True).start()
begun.wait()
print("end")
"""


@pytest.mark.thread_unsafe(reason="it runs in a process of its own anyway")
@pytest.mark.parametrize(
    "warm",
    [
        'client.update_user("jane@example.com", dept="x")',
        "",
    ],
    ids=["warm", "cold"],
)
def test_a_daemon_thread_in_a_call_lets_the_program_end(warm: str) -> None:
    with Sandbox() as zoom:
        assert run(DAEMON.format(warm=warm), zoom) == ["end"]
