"""The PATCH of the benchmark by concurrent tasks of one of the asyncio clients that are compared.

    python async_client.py BASE_URL CA_FILE REQUESTS zoomuser|httpx|aiohttp TASKS

Each task updates a user of its own on a kept connection. Prints the same line as client.py.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from client import FIELDS, HEADERS, TIMEOUT, TOKEN, expect_204, peak_memory

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Update = Callable[[str], Awaitable[None]]

BODY: Any = FIELDS  # a TypedDict is not what the others' types call JSON


@asynccontextmanager
async def by_zoomuser(base_url: str, ca_file: str, tasks: int) -> AsyncIterator[Update]:
    import zoomuser

    async with zoomuser.AsyncClient(
        token=TOKEN,
        base_url=base_url,
        ca_file=ca_file,
        system_roots=False,
        proxy="off",
        plan="none",
        timeout=TIMEOUT,
        max_concurrency=tasks,
    ) as client:

        async def update(user: str) -> None:
            await client.update_user(user, **FIELDS)

        yield update


@asynccontextmanager
async def by_httpx(base_url: str, ca_file: str, tasks: int) -> AsyncIterator[Update]:
    import ssl

    import httpx

    trust = ssl.create_default_context(cafile=ca_file)
    limits = httpx.Limits(max_connections=tasks, max_keepalive_connections=tasks)
    async with httpx.AsyncClient(
        verify=trust, trust_env=False, headers=HEADERS, timeout=TIMEOUT, limits=limits
    ) as client:

        async def update(user: str) -> None:
            answer = await client.patch(f"{base_url}/users/{user}", json=BODY)
            expect_204("httpx", answer.status_code)

        yield update


@asynccontextmanager
async def by_aiohttp(base_url: str, ca_file: str, tasks: int) -> AsyncIterator[Update]:
    import ssl

    import aiohttp

    trust = ssl.create_default_context(cafile=ca_file)
    connector = aiohttp.TCPConnector(limit=tasks, ssl=trust)
    timeout = aiohttp.ClientTimeout(total=TIMEOUT)
    async with aiohttp.ClientSession(connector=connector, headers=HEADERS, timeout=timeout) as session:

        async def update(user: str) -> None:
            async with session.patch(f"{base_url}/users/{user}", json=BODY) as answer:
                expect_204("aiohttp", answer.status)
                await answer.read()

        yield update


CLIENTS = {"zoomuser": by_zoomuser, "httpx": by_httpx, "aiohttp": by_aiohttp}


async def measure(base_url: str, ca_file: str, count: int, name: str, tasks: int) -> None:
    async with CLIENTS[name](base_url, ca_file, tasks) as update:

        async def work(number: int, requests: int) -> None:
            for _ in range(requests):
                await update(f"ada{number}@example.com")

        await asyncio.gather(*(work(number, 1) for number in range(tasks)))  # connects
        each = max(1, count // tasks)
        wall, cpu = perf_counter(), process_time()
        await asyncio.gather(*(work(number, each) for number in range(tasks)))
        wall, cpu = perf_counter() - wall, process_time() - cpu
    done = each * tasks
    print(f"{wall * 1e6 / done:.3f} {cpu * 1e6 / done:.3f} {peak_memory()}")


def main() -> None:
    if len(sys.argv) != 6 or sys.argv[4] not in CLIENTS:
        raise SystemExit(f"usage: {sys.argv[0]} BASE_URL CA_FILE REQUESTS {'|'.join(CLIENTS)} TASKS")
    base_url, ca_file, requests, name, tasks = sys.argv[1:]
    asyncio.run(measure(base_url, ca_file, int(requests), name, int(tasks)))


if __name__ == "__main__":
    main()
