"""`zoomuser import --to python`: the program that it prints does what the curl command would have done."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from typing import Any

import pytest
from program import SECONDS
from zoomuser.testing import Sandbox

pytestmark = pytest.mark.thread_unsafe(reason="it runs in processes of its own anyway")

USER = "ada+x'y@example.com"
FIELDS: dict[str, Any] = {
    "dept": 'D\'oh "q" \\ $x `y` %z% {0} \n\t\x01',
    "cost_center": "Grüße 名 😀 \u202e “s”",
    "pronouns": "",
    "type": 2,
    "use_pmi": False,
    "job_title": None,
    "custom_attributes": [{"key": "k", "name": 'n "1"', "value": "true null"}],
    "division_ids": ["a b"],
}


def run(words: list[str], zoom: Sandbox, text: str) -> str:
    environment = {**os.environ, "ZOOM_TOKEN": zoom.token, "ZOOM_USER": USER}
    done = subprocess.run(
        [sys.executable, "-W", "error", *words],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=SECONDS,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("user", [USER.replace("+", "%2B").replace("'", "%27"), ":userId"])
@pytest.mark.parametrize("is_form", [False, True])
def test_the_program_does_the_same(user: str, is_form: bool) -> None:  # noqa: FBT001 - the name says it
    fields = {name: value for name, value in FIELDS.items() if not (is_form and value is None)}
    with Sandbox() as zoom:
        command = ["curl", "-X", "PATCH", f"{zoom.http_base_url}/users/{user}?login_type=100"]
        if is_form:
            for name, value in fields.items():
                command += ["--form-string", f"{name}={value if isinstance(value, str) else json.dumps(value)}"]
        else:
            command += ["--json", json.dumps(fields)]
        program = run(["-m", "zoomuser", "import", "-", "--to", "python"], zoom, shlex.join(command))
        zoom.answer_next(204)
        assert run(["-"], zoom, program) == "the user is updated\n"
        (request,) = zoom.requests
    assert request.target == "/v2/users/ada%2Bx%27y@example.com?login_type=100"
    if not is_form:
        assert request.json() == fields
    for value in fields.values():
        if is_form and isinstance(value, str):
            assert f"\r\n\r\n{value}\r\n".encode() in request.body
