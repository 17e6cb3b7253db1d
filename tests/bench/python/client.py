"""The PATCH of the benchmark, again and again on a kept connection, by one of the Python clients that are compared.

    python client.py BASE_URL CA_FILE REQUESTS zoomuser|requests|httpx

Prints one line, as the programs in C do: microseconds of wall and CPU time a request, peak memory in KiB.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from zoomuser import UserFields

TOKEN = "token-of-the-benchmark"
USER = "ada@example.com"
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/json"}
TIMEOUT = 30.0

# The same as in bench.h.
FIELDS: UserFields = {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "type": 2,
    "use_pmi": False,
    "timezone": "Europe/London",
    "language": "en-GB",
    "dept": "Research",
    "job_title": "Analyst",
    "company": "Analytical Engines Ltd",
    "phone_numbers": [{"country": "GB", "code": "+44", "number": "5550100", "label": "Office"}],
}


def by_zoomuser(base_url: str, ca_file: str) -> Callable[[], None]:
    import zoomuser

    client = zoomuser.Client(
        token=TOKEN,
        base_url=base_url,
        ca_file=ca_file,
        system_roots=False,
        proxy="off",
        plan="none",  # else the rate limit of the plan is what is measured
        timeout=TIMEOUT,
    )

    def update() -> None:
        client.update_user(USER, **FIELDS)

    return update


def by_requests(base_url: str, ca_file: str) -> Callable[[], None]:
    import requests

    url = f"{base_url}/users/{USER}"
    body: Any = FIELDS  # a TypedDict is not what its types call JSON
    session = requests.Session()
    session.trust_env = False  # else it looks for proxies and passwords at every request
    session.verify = ca_file
    session.headers.update(HEADERS)

    def update() -> None:
        answer = session.patch(url, json=body, timeout=TIMEOUT)
        expect_204("requests", answer.status_code)

    return update


def by_httpx(base_url: str, ca_file: str) -> Callable[[], None]:
    import ssl

    import httpx

    url = f"{base_url}/users/{USER}"
    trust = ssl.create_default_context(cafile=ca_file)
    client = httpx.Client(verify=trust, trust_env=False, headers=HEADERS, timeout=TIMEOUT)

    def update() -> None:
        answer = client.patch(url, json=FIELDS)
        expect_204("httpx", answer.status_code)

    return update


CLIENTS = {"zoomuser": by_zoomuser, "requests": by_requests, "httpx": by_httpx}


def expect_204(name: str, status: int) -> None:
    if status != 204:
        raise SystemExit(f"{name}: HTTP {status}")


def peak_memory() -> int:
    """The most memory that was resident, in KiB. Not ru_maxrss: that counts what ran here before exec too."""
    with Path("/proc/self/status").open(encoding="ascii", errors="replace") as status:
        return next((int(line.split()[1]) for line in status if line.startswith("VmHWM:")), 0)


def main() -> None:
    if len(sys.argv) != 5 or sys.argv[4] not in CLIENTS:
        raise SystemExit(f"usage: {sys.argv[0]} BASE_URL CA_FILE REQUESTS {'|'.join(CLIENTS)}")
    base_url, ca_file, requests, name = sys.argv[1:]
    count = int(requests)
    update = CLIENTS[name](base_url, ca_file)
    update()  # connects
    wall, cpu = perf_counter(), process_time()
    for _ in range(count):
        update()
    wall, cpu = perf_counter() - wall, process_time() - cpu
    print(f"{wall * 1e6 / count:.3f} {cpu * 1e6 / count:.3f} {peak_memory()}")


if __name__ == "__main__":
    main()
