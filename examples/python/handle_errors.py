"""Gives a Zoom user a licence, and treats each way in which that can fail as it deserves.

    ZOOM_TOKEN=... python handle_errors.py ada@example.com

Environment: ZOOM_TOKEN, ZOOM_BASE_URL and ZOOM_CA_FILE, as for update_user.py.

Exit code: 0 the user is updated, 1 the user is not, 2 the program was not started as it should be, 75 (EX_TEMPFAIL)
the same call may succeed later.
"""

from __future__ import annotations

import os
import sys

import zoomuser

NO_SEAT_LEFT = {2033, 2034, 2038, 2039, 3412}
"""What Zoom answers when the account has no licence to give."""

AGAIN_LATER = 75


def give_licence(client: zoomuser.Client, user_id: str) -> int:  # noqa: PLR0911 - one for each kind of failure
    try:
        client.update_user(user_id, type=zoomuser.UserType.LICENSED)
    except zoomuser.CheckError as error:
        print(f"nothing was sent: {error}")
        return 1
    except zoomuser.NotFound:
        print(f"{user_id} is not on this account")
        return 1
    except (zoomuser.Unauthorized, zoomuser.Forbidden) as error:
        print(f"the token does not do: {error.remedy}")
        return 1
    except zoomuser.RateLimited as error:
        wait = error.result.retry_after
        print("too many updates" + ("" if wait is None else f", again in {wait:.0f} s"))
        return error_code(error)
    except zoomuser.Rejected as error:
        if error.result.api_code in NO_SEAT_LEFT:
            print("no licence is free")
        for field, message in error.result.field_errors:
            print(f"Zoom does not take {field}: {message}")
        print(f"refused: {error.result.api_message}")
        return 1
    except zoomuser.TransportError as error:
        # With attempts the request may have reached Zoom. Setting the same values again does no harm.
        print(f"no answer after {error.result.attempts} attempts: {error}")
        return error_code(error)
    except zoomuser.ZoomError as error:
        print(f"{error}; Zoom's number of the request: {error.result.tracking_id or 'none'}")
        return error_code(error)
    print(f"{user_id} has a licence")
    return 0


def error_code(error: zoomuser.ZoomError) -> int:
    return AGAIN_LATER if error.retryable else 1


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
        return give_licence(client, sys.argv[1])


if __name__ == "__main__":
    sys.exit(main())
