"""Changes the department of several Zoom users at once, with asyncio.

    ZOOM_TOKEN=... python update_many.py Engineering ada@example.com charles@example.com

Environment: ZOOM_TOKEN, ZOOM_BASE_URL and ZOOM_CA_FILE, as for update_user.py.

Exit code: 0 all users are updated, 1 some are not, 2 wrong usage.
"""

from __future__ import annotations

import asyncio
import os
import sys

import zoomuser


async def update(client: zoomuser.AsyncClient, user_id: str, department: str) -> bool:
    """Changes one user and prints the outcome."""
    try:
        await client.update_user(user_id, dept=department)
    except zoomuser.ZoomError as error:
        print(f"{user_id}: {error}")
        return False
    print(f"{user_id}: updated")
    return True


async def update_all(department: str, user_ids: list[str]) -> bool:
    # Zoom limits requests per second, so a few at a time are enough.
    async with zoomuser.AsyncClient(
        token=os.environ["ZOOM_TOKEN"],
        base_url=os.environ.get("ZOOM_BASE_URL"),
        ca_file=os.environ.get("ZOOM_CA_FILE"),
        max_concurrency=4,
    ) as client:
        return all(await asyncio.gather(*(update(client, user_id, department) for user_id in user_ids)))


def main() -> int:
    if len(sys.argv) < 3 or "ZOOM_TOKEN" not in os.environ:
        print("usage: ZOOM_TOKEN=... python update_many.py DEPARTMENT USER_ID...", file=sys.stderr)
        return 2
    _, department, *user_ids = sys.argv
    try:
        return 0 if asyncio.run(update_all(department, user_ids)) else 1
    except zoomuser.CheckError as error:  # an option was refused
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
