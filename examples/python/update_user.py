"""Changes the department of a Zoom user and prints the whole result.

    ZOOM_TOKEN=... python update_user.py ada@example.com Engineering

Environment: ZOOM_TOKEN, the access token. To try it with the sandbox, also ZOOM_BASE_URL, the URL of the API, and
ZOOM_CA_FILE, a PEM file of trusted certificate authorities.

Exit code: 0 the user is updated, 1 the user is not updated, 2 wrong usage.
"""

from __future__ import annotations

import os
import sys

import zoomuser


def print_text(what: str, text: str) -> None:
    if text:
        print(f"{what}: {text}")


def print_result(result: zoomuser.Result) -> None:
    print(f"{result.status.name} ({result.status})")
    print_text("message", result.message)
    print_text("hint", result.hint)
    if result.http_status is not None:
        print(f"http_status: {result.http_status}")
    print_text("tracking_id", result.tracking_id)
    for error in result.field_errors:  # Zoom's errors about single fields
        print(f"field_errors: {error}")
    for problem in result.problems:  # validation errors; nothing was sent
        print(f"problems: {problem}")
    for warning in result.warnings:
        print(f"warnings: {warning}")


def update(client: zoomuser.Client, user_id: str, department: str) -> zoomuser.Result:
    """Makes the call and returns its result, after success and after failure."""
    try:
        return client.update_user(user_id, dept=department)
    except zoomuser.ZoomError as error:
        return error.result


def main() -> int:
    if len(sys.argv) != 3 or "ZOOM_TOKEN" not in os.environ:
        print("usage: ZOOM_TOKEN=... python update_user.py USER_ID DEPARTMENT", file=sys.stderr)
        return 2
    _, user_id, department = sys.argv
    try:
        # None leaves an option at its default.
        client = zoomuser.Client(
            token=os.environ["ZOOM_TOKEN"],
            base_url=os.environ.get("ZOOM_BASE_URL"),
            ca_file=os.environ.get("ZOOM_CA_FILE"),
        )
    except zoomuser.CheckError as error:
        print(error, file=sys.stderr)
        return 2
    with client:
        result = update(client, user_id, department)
    print_result(result)
    return 0 if result.ok else 1


if __name__ == "__main__":
    sys.exit(main())
