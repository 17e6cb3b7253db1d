"""The task of a worker: changes some users.

    celery --app tasks worker --concurrency 4

Start as many workers as you like, on as many machines: together they stay within the rate of the Zoom account and use
one token, by the server that ZOOM_SHARE names. Celery's own rate_limit is for each worker and is not used.

Environment: ZOOM_TOKEN, or ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET; ZOOM_SHARE and ZOOM_SHARE_PASSWORD;
ZOOM_PLAN (free, pro or business), ZOOM_BASE_URL and ZOOM_CA_FILE; CELERY_BROKER_URL and CELERY_RESULT_BACKEND, by
default redis://127.0.0.1:6379/1.
"""

from __future__ import annotations

import os
from functools import cache
from typing import Any

import zoomuser
from celery import Celery, Task

URL = os.environ.get("CELERY_BROKER_URL", "redis://127.0.0.1:6379/1")

app = Celery("zoom_users", broker=URL, backend=os.environ.get("CELERY_RESULT_BACKEND", URL))
app.conf.update(
    # A task of a worker that dies goes to another one. Updates set values, so it does not matter if one is sent twice.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    # A worker takes one task at a time, so that others have something to do.
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
)


@cache
def client() -> zoomuser.Client:
    """The client of this process. A child that inherits it makes connections of its own."""
    return zoomuser.Client.from_env(
        base_url=os.environ.get("ZOOM_BASE_URL"),
        ca_file=os.environ.get("ZOOM_CA_FILE"),
        plan=os.environ.get("ZOOM_PLAN", "pro"),  # type: ignore[arg-type]
    )


@app.task(bind=True, max_retries=5)
def change_users(self: Task[Any, Any], rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Changes the users of these rows; returns one result for each."""
    # An empty cell leaves the field. The rows are sent side by side; what limits them is the rate of the account.
    results = list(client().update_users(rows, empty="skip", ordered=True))
    is_retryable = any(result.error is not None and result.error.retryable for result in results)
    # Zoom, the network or the limit of the day: all of them once more, later. The last attempt keeps what it has.
    if is_retryable and self.request.retries < self.max_retries:
        raise self.retry(countdown=2**self.request.retries)
    return [
        {"user_id": result.user_id, "outcome": result.outcome, "message": "" if result.ok else str(result.error)}
        for result in results
    ]
