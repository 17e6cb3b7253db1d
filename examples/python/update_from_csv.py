"""Updates Zoom users from the rows of a CSV file.

    ZOOM_TOKEN=... python update_from_csv.py users.csv

The column user_id names the user; the others are fields, e.g. first_name, type, use_pmi. Their text is converted to the
type that Zoom expects. An empty cell leaves its field unchanged. All rows are validated before the first is sent.

Environment: ZOOM_TOKEN, ZOOM_BASE_URL and ZOOM_CA_FILE, as for update_user.py.

Exit code: 0 all users are updated, 1 some are not, 2 wrong usage, 3 a row is invalid and nothing was sent.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import zoomuser

Rows = list[tuple[str, dict[str, str]]]


def read(path: Path) -> Rows:
    """User ids and fields. A row with too many or too few cells is a `ValueError`."""
    rows: Rows = []
    with path.open(newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file, strict=True):
            line = len(rows) + 1
            if None in row or None in row.values():
                raise ValueError(f"row {line}: expected as many cells as there are names in the first line")
            if "user_id" not in row:
                raise ValueError("the first line: expected a column user_id")
            user_id = row.pop("user_id")
            rows.append((user_id, {name: cell for name, cell in row.items() if cell}))
    return rows


def error_of(call: Callable[[], zoomuser.Result]) -> str:
    """The error of a call, or "" if it succeeded."""
    try:
        call()
    except zoomuser.ZoomError as error:
        return str(error)
    return ""


def validate(client: zoomuser.Client, rows: Rows) -> bool:
    """Prints what is wrong with the rows; sends nothing."""
    good = True
    for number, (user_id, fields) in enumerate(rows, start=1):
        if problem := error_of(partial(client.check, fields=fields)):
            print(f"row {number}, {user_id}: {problem}")
            good = False
    return good


def update(client: zoomuser.Client, rows: Rows) -> bool:
    good = True
    for number, (user_id, fields) in enumerate(rows, start=1):
        problem = error_of(partial(client.update_user, user_id, fields=fields))
        print(f"row {number}, {user_id}: {problem or 'updated'}")
        good = good and not problem
    return good


def main() -> int:
    if len(sys.argv) != 2 or "ZOOM_TOKEN" not in os.environ:
        print("usage: ZOOM_TOKEN=... python update_from_csv.py FILE", file=sys.stderr)
        return 2
    try:
        rows = read(Path(sys.argv[1]))
        client = zoomuser.Client(
            token=os.environ["ZOOM_TOKEN"],
            base_url=os.environ.get("ZOOM_BASE_URL"),
            ca_file=os.environ.get("ZOOM_CA_FILE"),
        )
    except (OSError, ValueError, csv.Error) as error:  # a CheckError is a ValueError, too
        print(error, file=sys.stderr)
        return 2
    with client:
        if not validate(client, rows):
            return 3
        return 0 if update(client, rows) else 1


if __name__ == "__main__":
    sys.exit(main())
