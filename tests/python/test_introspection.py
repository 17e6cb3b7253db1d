"""What editors, `help()` and `inspect` find."""

from __future__ import annotations

import enum
import importlib.metadata
import inspect
import json
import pkgutil
import pydoc
import re
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import pytest
import zoomuser
import zoomuser.bulk
import zoomuser.testing
from zoomuser import _zoomuser

MODULES = [zoomuser, zoomuser.bulk, zoomuser.testing]
PUBLIC = [(module, name) for module in MODULES for name in module.__all__]

FIELDS = list(zoomuser.UserFields.__annotations__)
OPTIONS = list(zoomuser.Options.__annotations__)


LIST = ["status", "role_id", "license", "group_id", "include_fields", "page_size"]
UPDATES = ["rows", "key", "concurrency", "check", "empty", "stop_on", "ordered", "run"]


def table(command: str) -> list[dict[str, Any]]:
    """A table of the command line."""
    done = subprocess.run(
        [sys.executable, "-m", "zoomuser", command, "--json"], capture_output=True, check=True, timeout=30
    )
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


@pytest.mark.thread_unsafe(reason="it runs in a process of its own anyway")
def test_the_fields_are_those_of_the_command_line() -> None:
    assert list(zoomuser.UserFields.__annotations__) == [field["name"] for field in table("fields")]


@pytest.mark.thread_unsafe(reason="it runs in a process of its own anyway")
def test_the_options_are_those_of_the_command_line() -> None:
    names = [option["name"] for option in table("options")]
    assert names[0] == "token"
    assert list(zoomuser.Options.__annotations__) == [re.sub("_ms$", "", name) for name in names[1:]]


@pytest.mark.thread_unsafe(reason="it runs in a process of its own anyway")
def test_the_choices_are_those_of_the_command_line() -> None:
    enums: dict[str, type[enum.Enum]] = {
        name: kind
        for kind in vars(zoomuser).values()
        if inspect.isclass(kind) and issubclass(kind, enum.Enum)
        for name in getattr(kind, "__zoom_names__", ())
    }
    choices = {field["name"]: field["choices"] for field in table("fields") if field["choices"]}
    assert set(choices) == set(enums) - {"label", "license_type", "license_option"}
    for name, rows in choices.items():
        assert [member.value for member in enums[name]] == [row["value"] for row in rows]


@pytest.mark.parametrize("module", MODULES)
def test_all_is_complete(module: Any) -> None:
    modules = {name for _, name, _ in pkgutil.iter_modules(module.__path__)}
    hidden = {"annotations", "TYPE_CHECKING"}
    public = {name for name in dir(module) if not name.startswith(("_", "@"))} - modules - hidden
    assert public | ({"__version__"} if module is zoomuser else set()) == set(module.__all__)
    assert len(module.__all__) == len(set(module.__all__))


@pytest.mark.parametrize(("module", "name"), PUBLIC, ids=[name for _, name in PUBLIC])
def test_every_public_name_is_documented(module: Any, name: str) -> None:
    value = getattr(module, name)
    if isinstance(value, str):
        return
    assert inspect.getdoc(value)
    if inspect.isclass(value):
        for member, attribute in vars(value).items():
            if not member.startswith("_") and (inspect.isroutine(attribute) or isinstance(attribute, property)):
                assert inspect.getdoc(attribute), member


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.thread_unsafe(reason="pydoc keeps a state of its own")
def test_help_renders(module: Any) -> None:
    text = pydoc.plain(pydoc.render_doc(module))
    for name in set(module.__all__) - {"__version__"}:
        assert name in text


@pytest.mark.parametrize(
    ("function", "names"),
    [
        (zoomuser.update_user, ["token", "user_id", "fields", "empty", "cancel", *FIELDS, *OPTIONS]),
        (zoomuser.check, ["fields", "empty", *FIELDS]),
        (zoomuser.cleanup, []),
        (zoomuser.Client, ["token", *OPTIONS]),
        (
            zoomuser.Client.update_user,
            ["self", "user_id", "fields", "empty", "cancel", "confirm", "only_changes", *FIELDS],
        ),
        (zoomuser.Client.plan, ["self", "user_id", "fields", "empty", "cancel", *FIELDS]),
        (zoomuser.Client.get_user, ["self", "user_id", "cancel"]),
        (zoomuser.Client.doctor, ["self", "cancel"]),
        (zoomuser.Client.list_users, ["self", *LIST, "cancel"]),
        (zoomuser.AsyncClient.list_users, ["self", *LIST]),
        (zoomuser.Client.update_users, ["self", *UPDATES, "cancel", "confirm"]),
        (zoomuser.AsyncClient.update_users, ["self", *UPDATES, "confirm"]),
        (zoomuser.AsyncClient.doctor, ["self"]),
        (zoomuser.AsyncClient, ["token", "max_concurrency", *OPTIONS]),
        (zoomuser.AsyncClient.update_user, ["self", "user_id", "fields", "empty", "confirm", "only_changes", *FIELDS]),
        (zoomuser.AsyncClient.plan, ["self", "user_id", "fields", "empty", *FIELDS]),
        (zoomuser.AsyncClient.get_user, ["self", "user_id"]),
        (zoomuser.CancelToken.cancel, ["self"]),
        (zoomuser.testing.Sandbox, ["token", "http_port", "https_port", "plan"]),
    ],
)
def test_signatures_are_known(function: Any, names: list[str]) -> None:
    assert list(inspect.signature(function).parameters) == names


def test_user_id_is_a_position_so_that_no_field_can_hide_it() -> None:
    parameter = inspect.signature(zoomuser.Client.update_user).parameters["user_id"]
    assert parameter.kind is inspect.Parameter.POSITIONAL_ONLY


def test_a_coroutine_is_one() -> None:
    assert inspect.iscoroutinefunction(zoomuser.AsyncClient.update_user)
    assert inspect.iscoroutinefunction(zoomuser.AsyncClient.aclose)


def test_the_version_is_one() -> None:
    assert zoomuser.__version__ == _zoomuser.__version__ == importlib.metadata.version("zoomuser")


def test_the_package_is_typed() -> None:
    folder = Path(zoomuser.__file__).parent
    assert (folder / "py.typed").is_file()
    assert (folder / "_zoomuser.pyi").is_file()


def test_names_stand_where_they_are_public() -> None:
    assert zoomuser.CancelToken.__module__ == "zoomuser"
    assert repr(zoomuser.CancelToken()).startswith("<zoomuser.CancelToken ")


@pytest.mark.thread_unsafe(reason="it runs in a process of its own anyway")
def test_an_import_does_little() -> None:
    unwanted = {"asyncio", "json", "pytest", "ssl", "zoomuser._async_client", "zoomuser.bulk"}
    source = f"import sys, zoomuser; print(sorted({unwanted} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-I", "-c", source], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout == "[]\n"


def test_help_lists_the_fields_and_the_options() -> None:
    for kind, names in ((zoomuser.UserFields, FIELDS), (zoomuser.Options, OPTIONS)):
        text = inspect.getdoc(kind) or ""
        assert [name for name in names if f"* `{name}`: " not in text] == []


@pytest.mark.parametrize("kind", [zoomuser.UserFields, zoomuser.Options, zoomuser.PhoneNumber, zoomuser.LicenseInfo])
def test_type_hints_of_the_vocabulary_can_be_read(kind: Any) -> None:
    assert typing.get_type_hints(kind).keys() == kind.__annotations__.keys()


@pytest.mark.skipif(sys.version_info < (3, 10), reason="`X | None` cannot be read at run time there")
@pytest.mark.parametrize("kind", [zoomuser.Client, zoomuser.AsyncClient])
def test_type_hints_of_methods_can_be_read(kind: Any) -> None:
    methods = [method for name, method in vars(kind).items() if inspect.isfunction(method) and not name.startswith("_")]
    assert methods
    for method in methods:
        assert "return" in typing.get_type_hints(method)
    assert typing.get_type_hints(zoomuser.update_user)["return"] is zoomuser.Result


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("department", "dept"),
        ("title", "job_title"),
        ("phone", "phone_numbers"),
        ("licence", "type"),
        ("license", "type"),
    ],
)
def test_what_others_call_a_field_leads_to_it(name: str, meant: str) -> None:
    with pytest.raises(zoomuser.CheckError, match=rf"^{name}: no such field; did you mean {meant}\?$"):
        zoomuser.check(fields={name: "x"})
