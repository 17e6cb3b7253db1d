"""The example in `examples/celery`: workers that keep the rate of one account together."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from redis_server import Redis, running
from zoomuser.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.thread_unsafe(reason="it runs in processes of its own anyway")
pytest.importorskip("celery", reason="pip install 'celery[redis]'")
pytest.importorskip("redis", reason="pip install 'celery[redis]'")

FOLDER = Path(__file__).parents[2] / "examples" / "celery"
WORKERS, USERS, MINUTES = 3, 1000, 5


def ended(words: list[str], environment: dict[str, str]) -> tuple[int, str, str]:
    """Runs a program; its exit code and what it printed."""
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=60 * MINUTES)
    return done.returncode, done.stdout, done.stderr


def updates(zoom: Sandbox) -> int:
    """The updates that came, refused ones included."""
    url = zoom.http_base_url.replace("/v2", "/_sandbox/stats")
    with urllib.request.urlopen(url, timeout=30) as answer:
        count = json.load(answer)["updates"]
    assert isinstance(count, int)
    return count


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    yield from running(tmp_path)


def test_the_rate_of_the_account_is_kept_by_all_workers(redis: Redis, tmp_path: Path) -> None:
    users, results = tmp_path / "users.csv", tmp_path / "results.csv"
    lines = [f"status-204+{number}@sandbox.test,Research" for number in range(USERS)]
    # One that Zoom does not know.
    lines[7] = "error-404-1001@sandbox.test,Research"
    users.write_text("\n".join(["user_id,dept", *lines, ""]))
    with Sandbox() as zoom:
        environment = {
            **os.environ,
            "ZOOM_TOKEN": zoom.token,
            "ZOOM_BASE_URL": zoom.base_url,
            "ZOOM_CA_FILE": zoom.ca_file,
            "ZOOM_PLAN": "pro",
            "ZOOM_SHARE": redis.url,
            "CELERY_BROKER_URL": f"{redis.url}/1",
            "PYTHONPATH": str(FOLDER),
        }
        zoom.set_plan("pro")
        words = ["-m", "celery", "--app", "tasks", "worker", "--pool", "solo", "--loglevel", "ERROR"]
        quiet = [*words, "--without-gossip", "--without-mingle", "--without-heartbeat"]
        workers = [
            subprocess.Popen(
                [sys.executable, *quiet, "--hostname", f"worker{number}@test"],
                env=environment,
                cwd=tmp_path,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for number in range(WORKERS)
        ]
        try:
            run = [sys.executable, str(FOLDER / "change.py"), str(users), str(results)]
            assert ended(run, environment) == (1, f"{USERS} users, 1 not changed, 0 changed before\n", "")
            sent = updates(zoom)
            # Once more: only what is left.
            assert ended(run, environment) == (1, f"1 users, 1 not changed, {USERS - 1} changed before\n", "")
            assert updates(zoom) == sent + 1
            assert int(redis.command("HGET", redis.key("light"), "used")) == sent + 1, "each had a turn of the server"
        finally:
            for worker in workers:
                worker.kill()
            for worker in workers:
                worker.wait()
    with results.open(newline="") as file:
        table = list(csv.DictReader(file))
    outcomes = {row["user_id"]: row["outcome"] for row in table}
    assert len(outcomes) == USERS
    assert [user for user, outcome in outcomes.items() if outcome != "sent"] == ["error-404-1001@sandbox.test"]
    # On an overloaded machine some are refused and repeated; of three workers with the whole rate each, most would be.
    assert sent <= USERS * 1.2
