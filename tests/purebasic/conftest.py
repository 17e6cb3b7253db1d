"""What the tests share: running a program, and the library and the sandbox of this checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Protocol

import pytest

from pb import constants
from pb.compiler import Compiler
from pb.errors import ProgramError
from pb.runtime import Options

HERE = Path(__file__).parent
CHECKOUT = HERE.parent.parent
SYSTEM_LIBRARIES = {"linux": "libzoomuser.so", "darwin": "libzoomuser.dylib", "win32": "zoomuser.dll"}
INCLUDE = CHECKOUT / "bindings" / "purebasic" / "zoomuser.pbi"
TOKENLESS = f"""EnableExplicit
XIncludeFile "{INCLUDE}"
Define *C = ZoomUser::NewClient(), *P = ZoomUser::NewPatch()
ZoomUser::SetOption(*C, "base_url", GetEnvironmentVariable("BASE_URL"))
ZoomUser::SetOption(*C, "ca_file", GetEnvironmentVariable("CA_FILE"))
ZoomUser::Set(*P, "dept", "Research")
"""
"""The beginning of a program whose client has no token yet."""

Lines = Callable[..., list[str]]


@dataclass
class Ended:
    """How a program ended."""

    out: str
    errors: str
    code: int


class Run(Protocol):
    def __call__(self, source: str, *options: str, stdin: str = "", env: Optional[dict[str, str]] = None) -> Ended: ...


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a source as test.pb in its own folder; `@` in an option stands for that folder."""

    def run_source(source: str, *options: str, stdin: str = "", env: Optional[dict[str, str]] = None) -> Ended:
        file = tmp_path / "test.pb"
        file.write_bytes((b"\xef\xbb\xbf" if not source.isascii() else b"") + source.encode())
        return run_file(file, *(option.replace("@", str(tmp_path)) for option in options), stdin=stdin, env=env)

    return run_source


def check(file: Path, source: str) -> str:
    """What is wrong with a source before it runs, found without a process of its own."""
    file.write_text(source)
    try:
        Compiler(Options(str(file), constants.TARGETS[constants.native()])).compile()
    except ProgramError as error:
        return str(error)
    return ""


def run_file(file: Path, *options: str, stdin: str = "", env: Optional[dict[str, str]] = None) -> Ended:
    ended = subprocess.run(
        [sys.executable, str(HERE / "pbrun.py"), file.name, *options],
        cwd=file.parent,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
        timeout=120,
    )
    return Ended(ended.stdout, ended.stderr, ended.returncode)


def built(name: str) -> Path:
    """What cargo built: in CARGO_TARGET_DIR or target, debug."""
    path = Path(os.environ.get("CARGO_TARGET_DIR", CHECKOUT / "target")) / "debug" / name
    if not path.exists():
        pytest.fail(f"{path} is missing: cargo build -p zoomuser-ffi -p zoomuser-cli")
    return path


@pytest.fixture(scope="session")
def library() -> Path:
    return built(SYSTEM_LIBRARIES[sys.platform])


@pytest.fixture
def sandbox() -> Iterator[dict[str, str]]:
    """A stand-in for Zoom: base_url, http_base_url, ca_file, token."""
    program = built("zoomuser" + (".exe" if sys.platform == "win32" else ""))
    with subprocess.Popen([program, "sandbox", "--json"], stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def place(line: int) -> int:
    """Where a line after TOKENLESS, counted from 1, stands in the program."""
    return TOKENLESS.count("\n") + line


@pytest.fixture
def tokenless(run: Run, library: Path, sandbox: dict[str, str]) -> Lines:
    """Runs lines after TOKENLESS; with `wrong`, gives what is wrong in place of what was shown."""
    env = {"BASE_URL": sandbox["base_url"], "CA_FILE": sandbox["ca_file"]}

    def run_lines(source: str, *options: str, wrong: bool = False) -> list[str]:
        ended = run(TOKENLESS + source, "--library", str(library), *options, env=env)
        assert bool(ended.errors) == wrong
        assert ended.code == int(wrong)
        return (ended.errors if wrong else ended.out).splitlines()

    return run_lines
