"""A stand-in for Zoom on this machine, for the tests of your own program.

    from zoomuser.testing import Sandbox

    with Sandbox() as zoom:
        with zoom.client() as client:
            client.update_user("jane@example.com", dept="Research")
        assert zoom.user("jane@example.com")["dept"] == "Research"

With pytest, put `pytest_plugins = ["zoomuser.testing.plugin"]` into `conftest.py` and take the fixture `zoom_sandbox`.

The users are `jane@example.com`, `john@example.com`, `zoomroom@example.com`, and `pending@example.com`, who answers 204
and does not change. A user id at `sandbox.test` asks for an answer, among others:

* `error-400-2033`: that HTTP status and Zoom's code; `fields-error`: field errors; `status-503`: no body
* `rate-second`, `rate-daily`, `rate-concurrent`: the kinds of 429; `rate-seconds`, `rate-date`: with `Retry-After`
* `slow-500`: 204 after so many ms; `flaky-2-503`: twice that status, then 204
* `drop`, `reset`, `garbage`, `truncate-body`: no answer, or a part of one
* `late-2`, `ignores-dept`: users whose changes are seen two readings later, or not made in that field

Any other answer: `Sandbox.answer_next`.
"""

from __future__ import annotations

from zoomuser.testing._sandbox import Request, Sandbox

__all__ = ["Request", "Sandbox"]
