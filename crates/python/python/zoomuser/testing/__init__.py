"""A local mock of Zoom's API, for the tests of your own program.

    from zoomuser.testing import Sandbox

    with Sandbox() as zoom:
        with zoom.client() as client:
            client.update_user("jane@example.com", dept="Research")
        assert zoom.user("jane@example.com")["dept"] == "Research"

With pytest, use the fixture `zoom_sandbox`; pytest finds the plugin automatically. `Sandbox(plan="pro")` enforces the
rate limits of a plan; `add_user("new", email="new@example.com")` adds a user.

The users are `jane@example.com`, `john@example.com`, `zoomroom@example.com`, and `pending@example.com`, for which every
update is answered with 204 and changes nothing. A user id at `sandbox.test` selects a response, for example:

* `error-400-2033`: this HTTP status and Zoom code; `fields-error`: field errors; `status-503`: an empty body
* `rate-second`, `rate-daily`, `rate-concurrent`: the kinds of 429; `rate-seconds`, `rate-date`: with `Retry-After`
* `slow-500`: 204 after 500 ms; `flaky-2-503`: 503 twice, then 204
* `drop`, `reset`, `garbage`, `truncate-body`: no response, an invalid or an incomplete one
* `late-2`, `ignores-dept`: a user whose update shows only in the third read, or who keeps the old value of that field

`Sandbox.fail_next("rate-second")` lets such a fault answer a request for any user, `Sandbox.scopes(update=False)` takes
a scope from the app. For any other response use `Sandbox.answer_next`.
"""

from __future__ import annotations

from zoomuser.testing._sandbox import Request, Sandbox

__all__ = ["Request", "Sandbox"]
