"""`zoomuser import --to purebasic`: the program that it prints does what the curl command would have done."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

import control
from conftest import CHECKOUT, built, run_file

JANE = "jane@example.com"
FIELDS: dict[str, Any] = {
    "dept": "D'oh \"q\" \\ $x ~ ; 'c' \n\t",
    "cost_center": "Grüße 名 😀",
    "pronouns": "",
    "type": 2,
    "use_pmi": False,
    "division_ids": ["a b"],
}


@pytest.mark.parametrize("user", [JANE, ":userId"])
@pytest.mark.parametrize("is_form", [False, True])
def test_the_program_does_the_same(tmp_path: Path, library: Path, sandbox: dict[str, str], user: str, is_form: bool) -> None:
    command = ["curl", "-X", "PATCH", f"{sandbox['http_base_url']}/users/{user}?login_type=100"]
    if is_form:
        for name, value in FIELDS.items():
            command += ["--form-string", f"{name}={value if isinstance(value, str) else json.dumps(value)}"]
    else:
        command += ["--json", json.dumps(FIELDS)]
    text = shlex.join(command)
    words = [str(built("zoomuser")), "import", "-", "--to", "purebasic"]
    program = subprocess.run(words, input=text, capture_output=True, encoding="utf-8", check=True).stdout
    file = tmp_path / "imported.pb"
    file.write_text(program, encoding="ascii")
    include = str(CHECKOUT / "bindings" / "purebasic")
    env = {"ZOOM_TOKEN": sandbox["token"], "ZOOM_USER": JANE}
    ended = run_file(file, "--library", str(library), "--include", include, "--free-edition", env=env)
    assert (ended.out, ended.errors, ended.code) == ("the user is updated\n", "", 0)
    jane = control.user(sandbox)
    assert {name: jane[name] for name in FIELDS} == FIELDS
