"""Procedures that the library calls: which forms of them are refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import CHECKOUT, INCLUDE, Lines, place
from pb import header
from pb.compiler import Compiler
from pb.constants import TARGETS
from pb.contract import compare_procedure
from pb.runtime import Options
from pb.scopes import Procedure

EXAMPLE = CHECKOUT / "examples" / "purebasic" / "token_callback.pb"
ROWS_EXAMPLE = CHECKOUT / "examples" / "purebasic" / "update_file.pb"
C = header.read(str(CHECKOUT / "include" / "zoomuser.h"))
TOKEN_CALLBACK = C.functions["zoom_client_set_token_callback"].parameters[1].type.callback
ROW_CALLBACK = C.functions["zoom_client_run_bulk"].parameters[3].type.callback
LOG_CALLBACK = C.functions["zoom_set_log_callback"].parameters[1].type.callback
SYSTEMS = sorted(set(TARGETS) - {"other", "linux-x86"})


def test_the_header_has_the_callbacks() -> None:
    assert str(TOKEN_CALLBACK) == (
        "int32_t zoom_token_callback(void *user_data, int32_t was_refused, char *buffer, size_t capacity)"
    )
    assert str(ROW_CALLBACK) == "int32_t zoom_row_callback(void *user_data, size_t index, const zoom_result *row)"
    assert str(LOG_CALLBACK) == "void zoom_log_callback(int32_t level, const char *line, void *user_data)"
    assert str(C.functions["zoom_set_log_callback"]).endswith("(int32_t level, zoom_log_callback callback, void *user_data)")


def procedures(file: Path, target: str) -> dict[str, Procedure]:
    names = Compiler(Options(str(file), TARGETS[target])).compile().names
    return {each.name: each for each in names.main.callables.values() if isinstance(each, Procedure)}


@pytest.mark.parametrize("target", SYSTEMS)
def test_the_example_declares_them_for_every_system(target: str) -> None:
    assert TOKEN_CALLBACK and LOG_CALLBACK and ROW_CALLBACK
    row = procedures(ROWS_EXAMPLE, target)["RowEnded"]
    assert compare_procedure(row.signature, ROW_CALLBACK, TARGETS[target]) is None
    found = procedures(EXAMPLE, target)
    assert compare_procedure(found["GiveAccess"].signature, TOKEN_CALLBACK, TARGETS[target]) is None
    assert compare_procedure(found["ShowLine"].signature, LOG_CALLBACK, TARGETS[target]) is None
    assert compare_procedure(found["ShowLine"].signature, TOKEN_CALLBACK, TARGETS[target])


@pytest.mark.parametrize("document", [INCLUDE, INCLUDE.parent / "README.md"], ids=["include", "README"])
def test_the_documented_forms_are_those_of_the_header(document: Path, tmp_path: Path) -> None:
    assert TOKEN_CALLBACK and LOG_CALLBACK and ROW_CALLBACK
    lines = document.read_text(encoding="utf-8-sig").splitlines()
    forms = [found[0] for line in lines if (found := re.search(r"ProcedureC(\.\w)? \w+\(.*\)$", line))]
    assert len(forms) == 3
    (tmp_path / "forms.pb").write_text("".join(f"{form}\nEndProcedure\n" for form in forms))
    token, log, row = procedures(tmp_path / "forms.pb", "linux-x64").values()
    assert compare_procedure(row.signature, ROW_CALLBACK, TARGETS["linux-x64"]) is None
    assert compare_procedure(token.signature, TOKEN_CALLBACK, TARGETS["linux-x64"]) is None
    assert compare_procedure(log.signature, LOG_CALLBACK, TARGETS["linux-x64"]) is None


TOKEN = "*UserData, Refused.l, *Buffer, Capacity.i"
WRONG_FORMS = {
    "the plain form": (f"Procedure.l Give({TOKEN})", "declared in the plain form, expected the C form (ProcedureC) on "),
    "a wide result": (f"ProcedureC.i Give({TOKEN})", "the result is .i, expected .l for int32_t"),
    "no result": (f"ProcedureC Give({TOKEN})", "the result is .i, expected .l for int32_t"),
    "a wide number": ("ProcedureC.l Give(*UserData, Refused.i, *Buffer, Capacity.i)", "parameter Refused is .i, expected .l"),
    "a narrow size": ("ProcedureC.l Give(*UserData, Refused.l, *Buffer, Capacity.l)", "parameter Capacity is .l, expected * or .i"),
    "a string": ("ProcedureC.l Give(*UserData, Refused.l, Buffer.s, Capacity.i)", "parameter Buffer is .s, expected * or .i"),
    "one too few": ("ProcedureC.l Give(*UserData, Refused.l, *Buffer)", "declared with 3 parameters, expected 4"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_FORMS)
def test_a_procedure_of_another_form_is_refused_where_it_stands(tokenless: Lines, name: str) -> None:
    form, why = WRONG_FORMS[name]
    (line,) = tokenless(
        f"Define x\n{form}\n  ProcedureReturn 1\nEndProcedure\nZoomUser::SetTokenCallback(*C, @Give())", wrong=True
    )
    assert line.startswith(f"test.pb:{place(2)}: Give() does not fit int32_t zoom_token_callback(")
    assert why in line


def test_a_string_for_a_line_of_the_log_is_refused(tokenless: Lines) -> None:
    source = "ProcedureC Show(Level.l, Line.s, *UserData)\nEndProcedure\nZoomUser::SetLogCallback(3, @Show())"
    (line,) = tokenless(source, wrong=True)
    assert line.startswith(f"test.pb:{place(1)}: Show() does not fit void zoom_log_callback(")
    assert "parameter Line is .s, expected * or .i for const char *line" in line


def test_what_is_no_procedure_is_refused(tokenless: Lines) -> None:
    (line,) = tokenless('Define Text$ = "x"\nZoomUser::SetLogCallback(3, @Text$)', wrong=True)
    assert line.endswith("zoom_set_log_callback: callback is not the address of a procedure")
