"""What machines share on a server, on both sides of a fork and between processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from program import run
from redis_server import Redis, running
from zoomuser.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.thread_unsafe(reason="it runs in processes of its own anyway")


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    yield from running(tmp_path)


def test_a_child_has_a_connection_of_its_own(redis: Redis) -> None:
    source = f"""
import multiprocessing
client = zoomuser.Client(share="{redis.url}", share_required=True, plan="business", **OPTIONS)

def work():
    results = [client.update_user("me", dept=f"{{turn}}") for turn in range(10)]
    return [str(warning) for result in results for warning in result.warnings]

def child(answers):
    answers.put(work())

print(work())
context = multiprocessing.get_context("fork")
answers = context.SimpleQueue()
children = [context.Process(target=child, args=(answers,)) for _ in range(2)]
for process in children:
    process.start()
print(work())
print([answers.get() for _ in children])
for process in children:
    process.join()
    print(process.exitcode)
"""
    with Sandbox() as zoom:
        before = connections(redis)
        assert run(source, zoom) == ["[]", "[]", "[[], []]", "0", "0"]
        # One for each process, and that which asks.
        assert connections(redis) - before == 4
        ledger = redis.key("light")
        assert int(redis.command("HGET", ledger, "used")) == 40, "each is counted once"
        assert int(redis.command("ZCARD", redis.key("members"))) == 3, "each is a member"


def connections(redis: Redis) -> int:
    info = redis.command("INFO", "stats")
    return int(next(line.split(":")[1] for line in info.splitlines() if line.startswith("total_connections_received")))
