"""Assigns a license to a Zoom user, and handles each kind of failure.

    ZOOM_TOKEN=... python handle_errors.py ada@example.com

Environment: ZOOM_TOKEN, ZOOM_BASE_URL and ZOOM_CA_FILE, as for update_user.py.

Exit code: 0 the user is updated, 1 the user is not, 2 wrong usage, 75 (EX_TEMPFAIL) the same call may succeed
later.
"""

from __future__ import annotations

import os
import sys

import zoomuser

NO_LICENSE_LEFT = {2033, 2034, 2038, 2039, 3412}
"""Zoom's error codes if the account has no license left."""

TRY_LATER = 75


def assign_license(client: zoomuser.Client, user_id: str) -> int:  # noqa: PLR0911 - one for each kind of failure
    try:
        client.update_user(user_id, type=zoomuser.UserType.LICENSED)
    except zoomuser.CheckError as error:
        print(f"nothing was sent: {error}")
        return 1
    except zoomuser.NotFoundError:
        print(f"{user_id} is not on this account")
        return 1
    except (zoomuser.UnauthorizedError, zoomuser.ForbiddenError) as error:
        print(f"the token was not accepted: {error.hint}")
        return 1
    except zoomuser.RateLimitError as error:
        wait = error.result.retry_after
        print("too many updates" + ("" if wait is None else f", retry in {wait:.0f} s"))
        return error_code(error)
    except zoomuser.RejectedError as error:
        if error.result.api_code in NO_LICENSE_LEFT:
            print("no license is left")
        for field, message in error.result.field_errors:
            print(f"{field}: {message}")
        print(f"refused: {error.result.api_message}")
        return 1
    except zoomuser.TransportError as error:
        # After an attempt the request may have reached Zoom. It is safe to set the same values again.
        print(f"no response after {error.result.attempts} attempts: {error}")
        return error_code(error)
    except zoomuser.ZoomError as error:
        print(f"{error}; Zoom's tracking id: {error.result.tracking_id or 'none'}")
        return error_code(error)
    print(f"{user_id} has a license")
    return 0


def error_code(error: zoomuser.ZoomError) -> int:
    return TRY_LATER if error.retryable else 1


def main() -> int:
    if len(sys.argv) != 2 or "ZOOM_TOKEN" not in os.environ:
        print("usage: ZOOM_TOKEN=... python handle_errors.py USER_ID", file=sys.stderr)
        return 2
    try:
        client = zoomuser.Client(
            token=os.environ["ZOOM_TOKEN"],
            base_url=os.environ.get("ZOOM_BASE_URL"),
            ca_file=os.environ.get("ZOOM_CA_FILE"),
        )
    except zoomuser.CheckError as error:
        print(error, file=sys.stderr)
        return 2
    with client:
        return assign_license(client, sys.argv[1])


if __name__ == "__main__":
    sys.exit(main())
