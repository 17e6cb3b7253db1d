"""Updates Zoom users from JSON Lines on standard input, for cron.

    hr-export --json-lines | python hr_feed.py

Each line is an object: "email" names the user, the other members are fields, for example
{"email": "ada@example.com", "dept": "Research", "job_title": null}. `null` leaves a field as it is. All lines are
validated before the first user is updated, so that a feed that is cut off changes nobody. Users that have these values
already are read and left alone.

Environment: ZOOM_TOKEN, or ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET; ZOOM_BASE_URL and ZOOM_CA_FILE as
for update_user.py.

Prints the users that are not updated, and a line with the numbers. Exit code: 0 all updates succeeded, 1 some are
not, 2 the credentials are missing, 3 a line is not valid and nothing was sent.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import zoomuser


def rows(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ValueError(f"line {number}: expected a JSON object: {error}") from None
        if not isinstance(row, dict):
            raise ValueError(f"line {number}: expected a JSON object, got {type(row).__name__}")  # noqa: TRY004 - a value
        yield row


def main() -> int:
    try:
        client = zoomuser.Client.from_env(
            base_url=os.environ.get("ZOOM_BASE_URL"), ca_file=os.environ.get("ZOOM_CA_FILE"), only_changes=True
        )
    except zoomuser.CheckError as error:
        print(error, file=sys.stderr)
        return 2
    with client:
        try:
            updates = client.update_users(rows(sys.stdin), key="email")
        except ValueError as error:  # a CheckError is a ValueError, too
            print(error)
            return 3
        for row in updates:
            if row.error is not None:
                print(f"{row.user_id}: {row.error}")
    summary = updates.summary()
    print(", ".join(f"{count} {outcome}" for outcome, count in sorted(summary["outcomes"].items())) or "no rows")
    return 1 if updates.failed or summary["why"] != "finished" else 0


if __name__ == "__main__":
    sys.exit(main())
