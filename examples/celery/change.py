"""Changes the users of a CSV file with the workers of tasks.py.

    python change.py users.csv results.csv

The first line of the file names the columns: user_id and fields of Zoom, such as dept. The rows are cut into tasks
of 50. The results go to one table, as they come. Run it again after an interruption or a failure: users whose result is
"sent" are left out.

Exit code: 0 all users are changed, 1 some are not, 2 wrong usage.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from celery import group
from tasks import change_users

ROWS = 50
COLUMNS = ["user_id", "outcome", "message"]


def changed(results: Path) -> set[str]:
    """The users that an earlier run has changed."""
    if not results.exists():
        return set()
    with results.open(newline="", encoding="utf-8") as file:
        return {row["user_id"] for row in csv.DictReader(file) if row["outcome"] == "sent"}


def main() -> int:
    if len(sys.argv) != 3:
        print("usage: python change.py USERS.csv RESULTS.csv", file=sys.stderr)
        return 2
    users, results = Path(sys.argv[1]), Path(sys.argv[2])
    done = changed(results)
    with users.open(newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["user_id"] not in done]
    tasks = [change_users.s(rows[start : start + ROWS]) for start in range(0, len(rows), ROWS)]
    failed = 0
    is_new = not results.exists()
    with results.open("a", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS)
        if is_new:
            table.writeheader()
        if tasks:
            # Each task as it ends, in any order.
            for _, ended in group(tasks).apply_async().iter_native():
                if ended["status"] != "SUCCESS":
                    failed += 1
                    print(f"a task failed: {ended['result']}", file=sys.stderr)
                    continue
                table.writerows(ended["result"])
                file.flush()
                failed += sum(row["outcome"] != "sent" for row in ended["result"])
    print(f"{len(rows)} users, {failed} not changed, {len(done)} changed before")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
