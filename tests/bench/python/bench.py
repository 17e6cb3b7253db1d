"""The Python package beside requests, httpx, aiohttp and a program on the library itself, turn by turn in one run.

`cargo xtask bench python` runs this against an nginx on loopback that answers 204 to everything. Machines are shared
and noisy, so that only ratios count: each round measures all clients and gives a ratio; the table has the median of
these ratios and the smallest and the largest.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter
from urllib.parse import unquote
from zipfile import ZipFile

import zoomuser
from zoomuser import _zoomuser
from zoomuser.testing import Request, Sandbox

CLIENT = Path(__file__).with_name("client.py")
ASYNC_CLIENT = Path(__file__).with_name("async_client.py")
OTHERS = ("requests", "httpx")
TASKS = (1, 16, 32)
PARALLEL = tuple(tasks for tasks in TASKS if tasks > 1)
# With a number: that many tasks of asyncio.
CLIENTS = (
    "zoomuser",
    "rust",
    *OTHERS,
    *(f"zoomuser {tasks}" for tasks in TASKS),
    *(f"{name} {tasks}" for name in ("aiohttp", "httpx") for tasks in PARALLEL),
)
MEASURES = ("wall", "cpu", "memory")
UPDATES = 80
THREAD_ROUNDS = 3
IMPORT_ROUNDS = 20
FAST = 4
PAIR_ROUNDS = 31
MIN_ROUNDS = 3
PROCESS_SECONDS = 60
"""A client that takes longer hangs."""
MEGABYTE = 1e6


@dataclass
class Row:
    """A row of the table."""

    what: str
    ours: str
    theirs: str
    ratio: float
    spread: tuple[float, float] | None
    goal: float | None

    def __str__(self) -> str:
        spread = "" if self.spread is None else f"{self.spread[0]:.3f} to {self.spread[1]:.3f}"
        goal = "" if self.goal is None else f"{self.goal}{'' if self.ratio <= self.goal else ' (missed)'}"
        return f"| {self.what} | {self.ours} | {self.theirs} | {self.ratio:.3f} | {spread} | {goal} |"


def compare(what: str, unit: str, ours: list[float], theirs: list[float], *, against: str, goal: float | None) -> Row:
    """The row of two series that were measured turn by turn."""
    ratios = [mine / other for mine, other in zip(ours, theirs)]
    return Row(
        what,
        f"{median(ours):.1f} {unit}",
        f"{median(theirs):.1f} {unit} ({against})",
        median(ratios),
        (min(ratios), max(ratios)),
        goal,
    )


@dataclass
class Setup:
    """What the requests of the benchmark need."""

    rust: Path
    base_url: str
    ca_file: str

    def run(self, name: str, requests: int) -> list[float]:
        """Microseconds of wall and CPU time a request, and KiB of peak memory, of a process of its own."""
        words = [self.base_url, self.ca_file, str(requests)]
        if name == "rust":
            program = [str(self.rust), *words, "json"]
        else:
            client = ASYNC_CLIENT if " " in name else CLIENT
            program = [sys.executable, str(client), *words, *name.split()]
        done = subprocess.run(program, check=True, stdout=subprocess.PIPE, text=True, timeout=PROCESS_SECONDS)
        said = done.stdout.split()
        if len(said) != len(MEASURES):
            raise SystemExit(f"{name}: expected three numbers, got {said}")
        return [float(word) for word in said]


def essence(request: Request) -> dict[str, object]:
    """What every client must have sent alike; blanks in the JSON and the escape of "@" are their own business."""
    names = ("Authorization", "Accept", "Content-Type")
    headers = {name: request.headers.get(name, "").partition(";")[0] for name in names}
    target = re.sub(r"ada\d+", "ada", unquote(request.target))
    return {"method": request.method, "target": target, "body": request.json(), **headers}


def insist_on_same_requests(rust: Path) -> None:
    """All clients send the same update, over TLS, and the second on the connection of the first.

    Those of asyncio do so for each of their tasks, which have users of their own.
    """
    seen: dict[str, dict[str, object]] = {}
    with Sandbox() as zoom:
        setup = Setup(rust, zoom.base_url, zoom.ca_file)
        for name in CLIENTS:
            tasks = int(name.partition(" ")[2] or 1)
            zoom.reset()
            for _ in range(2 * tasks):
                zoom.answer_next(204)
            setup.run(name, tasks)
            requests = zoom.requests
            connections = {request.connection for request in requests}
            users = {request.target for request in requests}
            if len(requests) != 2 * tasks or not (len(connections) <= tasks == len(users)):
                raise SystemExit(f"{name}: does not repeat its requests on kept connections")
            seen[name] = essence(requests[0])
            if not all(request.tls and essence(request) == seen[name] for request in requests):
                raise SystemExit(f"{name}: does not repeat its request over TLS")
            if seen[name] != seen["zoomuser"]:
                raise SystemExit(f"{name}: sends another request: {seen[name]}, not {seen['zoomuser']}")


def measure_requests(setup: Setup, given: argparse.Namespace) -> list[Row]:
    """A PATCH on a kept connection, by clients on the server's core and by clients that have to wake another core.

    Left to the scheduler a client is now here, now there, and the difference is larger than what is to be measured.
    """
    everywhere = os.sched_getaffinity(0)
    places = {"on the server's core": {given.server_core}, "on other cores": everywhere - {given.server_core}}
    rows = []
    try:
        for where, cores in places.items():
            if cores:
                os.sched_setaffinity(0, cores)  # the clients inherit it
                goal_of_rust = 1.15 if given.server_core in cores else None
                # Alone, in many rounds: this difference is smaller than what a busy machine adds.
                pairs = rounds_of_requests(setup, given, ("zoomuser", "rust"), PAIR_ROUNDS)
                for what, limit in {"wall": goal_of_rust, "cpu": None}.items():
                    ours, theirs = pairs[what]["zoomuser"], pairs[what]["rust"]
                    row = f"request {where}, {what.replace('cpu', 'CPU')}"
                    rows.append(compare(row, "µs", ours, theirs, against="rust", goal=limit))
                figures = rounds_of_requests(setup, given, CLIENTS, given.rounds)
                rows += rows_of_requests(f"request {where}, wall", "µs", figures["wall"], 0.25)
                rows += rows_of_requests(f"request {where}, CPU", "µs", figures["cpu"], 0.15)
                rows += rows_of_tasks(f"request {where}, wall", "µs", figures["wall"])
                rows += rows_of_tasks(f"request {where}, CPU", "µs", figures["cpu"])
    finally:
        os.sched_setaffinity(0, everywhere)
    return rows + rows_of_requests("peak memory", "KiB", figures["memory"])


def rounds_of_requests(
    setup: Setup, given: argparse.Namespace, clients: tuple[str, ...], rounds: int
) -> dict[str, dict[str, list[float]]]:
    """What each client took, by measure and client, round by round; fewer rounds if the time is up."""
    end = monotonic() + given.seconds
    figures: dict[str, dict[str, list[float]]] = {what: {name: [] for name in clients} for what in MEASURES}
    for turn in range(rounds):
        if turn >= MIN_ROUNDS and monotonic() > end:
            break
        # Each begins in its turn, so that none always follows the same one.
        shift = turn % len(clients)
        for name in clients[shift:] + clients[:shift]:
            # More of the fast ones: what takes a short time is at the mercy of the scheduler.
            count = given.requests if name.startswith(OTHERS) else FAST * given.requests
            for what, number in zip(MEASURES, setup.run(name, count)):
                figures[what][name].append(number)
    return figures


def rows_of_requests(what: str, unit: str, series: dict[str, list[float]], goal: float | None = None) -> list[Row]:
    """Beside the better of the others, which the goal is about, and the other one."""
    best, other = sorted(OTHERS, key=lambda name: median(series[name]))
    ours = series["zoomuser"]
    return [
        compare(what, unit, ours, series[name], against=name, goal=limit)
        for name, limit in ((best, goal), (other, None))
    ]


def rows_of_tasks(what: str, unit: str, series: dict[str, list[float]]) -> list[Row]:
    """The clients of asyncio beside each other, and a single task beside the client without asyncio."""
    rows = [compare(f"{what}, 1 task", unit, series["zoomuser 1"], series["zoomuser"], against="Client", goal=None)]
    for tasks in PARALLEL:
        for name, goal in {"aiohttp": 1.0, "httpx": None}.items():
            ours, theirs = series[f"zoomuser {tasks}"], series[f"{name} {tasks}"]
            rows.append(compare(f"{what}, {tasks} tasks", unit, ours, theirs, against=name, goal=goal))
    return rows


def measure_imports() -> list[Row]:
    """What `import` adds to the CPU time of a Python that does nothing; it waits for nothing but the page cache."""
    programs = {name: f"import {name}" for name in ("zoomuser", *OTHERS)} | {"nothing": "pass"}
    times: dict[str, list[float]] = {name: [] for name in programs}
    for turn in range(IMPORT_ROUNDS + 1):
        for name, program in programs.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", program], check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if turn > 0:  # the first writes the byte code and fills the page cache
                cpu = (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
                times[name].append(cpu * 1e3)
    nothing = median(times["nothing"])
    added = {name: [time - nothing for time in times[name]] for name in programs}
    goals = {"requests": 0.2, "httpx": None}
    return [
        compare("import, CPU", "ms", added["zoomuser"], added[name], against=name, goal=goals[name]) for name in OTHERS
    ]


@contextmanager
def sandbox() -> Iterator[dict[str, str]]:
    """A sandbox in a process of its own, so that its threads and ours do not share an interpreter."""
    words = [sys.executable, "-m", "zoomuser", "sandbox", "--json"]
    # A shell ignores Ctrl-C for what it starts in the background, and that is inherited.
    listens = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, preexec_fn=listens) as process:  # noqa: PLW1509
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.send_signal(signal.SIGINT)


def measure_threads() -> list[Row]:
    """80 updates of 50 ms by threads on one client, beside one after the other."""
    seconds: dict[int, list[float]] = {1: [], 8: [], 16: []}
    with sandbox() as zoom:
        for _ in range(THREAD_ROUNDS):
            for threads, times in seconds.items():
                times.append(time_of_updates(zoom, threads))
    goals = {8: 0.15, 16: 0.08}
    milliseconds = {threads: [time * 1e3 for time in times] for threads, times in seconds.items()}
    rows = []
    for threads, goal in goals.items():
        row = (f"{UPDATES} updates of 50 ms, {threads} threads", "ms", milliseconds[threads], milliseconds[1])
        rows.append(compare(*row, against="1 thread", goal=goal))
    return rows


def time_of_updates(zoom: dict[str, str], threads: int) -> float:
    """Seconds from the first to the last, threads and connections made anew."""
    with zoomuser.Client(
        token=zoom["token"],
        base_url=zoom["base_url"],
        ca_file=zoom["ca_file"],
        system_roots=False,
        proxy="off",
        plan="none",
    ) as client:
        # Users of their own: updates of one user run one after the other.
        def update(number: int) -> bool:
            return client.update_user(f"slow-50+{number}@sandbox.test", dept="Research").ok

        started = perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            done = sum(pool.map(update, range(UPDATES)))
        took = perf_counter() - started
    if done != UPDATES:
        raise SystemExit(f"{done} of {UPDATES} updates succeeded")
    return took


def measure_sizes(wheel: Path) -> list[Row]:
    """The wheel, and the native module in it, which must be the one that was measured."""
    native = Path(_zoomuser.__file__)
    with ZipFile(wheel) as archive:
        inside = archive.getinfo(f"zoomuser/{native.name}")
    if zlib.crc32(native.read_bytes()) != inside.CRC:
        raise SystemExit(f"{native} is not what {wheel.name} installs")
    return [
        Row(f"{what}, MB", f"{size / MEGABYTE:.2f} MB", "", size / MEGABYTE, None, goal)
        for what, size, goal in [("wheel", wheel.stat().st_size, 2.0), (native.name, inside.file_size, None)]
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="The Python package beside requests, httpx, aiohttp and the library.")
    parser.add_argument("--rust", type=Path, required=True, help="tests/bench/zoomuser.c, compiled")
    parser.add_argument("--base-url", required=True, help="of an https server that answers 204, with /v2")
    parser.add_argument("--ca-file", required=True, help="its certificate authority")
    parser.add_argument("--wheel", type=Path, required=True, help="the wheel that is installed here")
    parser.add_argument("--server-core", type=int, required=True, help="the only core that the server runs on")
    parser.add_argument("--rounds", type=int, default=9, help="of requests; 9 unless given")
    parser.add_argument("--seconds", type=float, default=45, help="for the rounds on one core; 45 unless given")
    parser.add_argument("--requests", type=int, default=500, help="a round; 500 unless given")
    given = parser.parse_args()

    sizes = measure_sizes(given.wheel)
    insist_on_same_requests(given.rust)
    rows = measure_requests(Setup(given.rust, given.base_url, given.ca_file), given)
    rows += measure_imports() + measure_threads() + sizes

    print(f"\nPython {sys.version.split()[0]}, {os.cpu_count()} cores\n")
    print("| what | zoomuser | beside | ratio | spread | goal |\n| --- | --- | --- | --- | --- | --- |")
    for row in rows:
        print(row)


if __name__ == "__main__":
    main()
