"""Files, includes, conditions of the compiler, and the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run, run_file

SYSTEM = """
CompilerSelect #PB_Compiler_OS
  CompilerCase #PB_OS_Windows
    CompilerWarning "windows"
  CompilerCase #PB_OS_Linux
    CompilerWarning "linux"
  CompilerCase #PB_OS_MacOS
    CompilerWarning "macos"
  CompilerDefault
    CompilerError "no such system"
CompilerEndSelect
CompilerIf #PB_Compiler_Processor = #PB_Processor_arm64
  CompilerWarning "arm64"
CompilerElseIf #PB_Compiler_Processor = #PB_Processor_x86
  CompilerWarning "x86 " + SizeOf(Integer)
CompilerElse
  CompilerWarning "x64 " + SizeOf(Integer)
CompilerEndIf
"""


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("linux-x64", ["linux", "x64 8"]),
        ("linux-x86", ["linux", "x86 4"]),
        ("windows-x64", ["windows", "x64 8"]),
        ("windows-x86", ["windows", "x86 4"]),
        ("macos-x64", ["macos", "x64 8"]),
        ("macos-arm64", ["macos", "arm64"]),
    ],
)
def test_targets(run: Run, target: str, said: list[str]) -> None:
    ended = run(SYSTEM, "--check", "--target", target)
    assert [line.partition("warning: ")[2] for line in ended.errors.splitlines()] == said
    assert ended.code == 0


def test_another_system(run: Run) -> None:
    ended = run(SYSTEM, "--check", "--target", "other")
    assert ended.errors == "test.pb:10: CompilerError: no such system\n"


def test_a_foreign_target_is_only_checked(run: Run) -> None:
    ended = run("Debug 1", "--target", "windows-x86")
    assert ended.code == 2
    assert "only --check is possible" in ended.errors


def test_what_is_not_compiled_is_ignored(run: Run) -> None:
    source = 'CompilerIf 0\n  this is no BASIC "\n  CompilerIf 1\n  CompilerElse\n  CompilerEndIf\n  IncludeFile "nope"\nCompilerElse\n  Debug 1\nCompilerEndIf'
    assert run(source).out == "1\n"


def test_defined(run: Run) -> None:
    source = (
        "#A = 1 : Define b : Dim c(1) : NewList d() : NewMap e() : Procedure f() : EndProcedure : Prototype g()\n"
        "Debug Defined(A, #PB_Constant) + Defined(b, #PB_Variable) + Defined(c, #PB_Array) + Defined(d, #PB_List)\n"
        "Debug Defined(e, #PB_Map) + Defined(f, #PB_Procedure) + Defined(g, #PB_Prototype) + Defined(Left, #PB_Function)\n"
        "Debug Defined(b, #PB_Constant) + Defined(c, #PB_List) + Defined(z, #PB_Variable) + Defined(f, #PB_Function)\n"
        "CompilerIf Defined(Given, #PB_Constant) : Debug #Given + #Text$ : CompilerEndIf"
    )
    assert "Debug: expected" not in run(source).errors
    assert run(source).out == "4\n4\n0\n"
    assert (
        run(source.replace("#Given + #Text$", "#Text$ + #Given"), "--constant", "Given=0x10", "--constant", "Text$=a=b").out
        == "4\n4\n0\na=b16\n"
    )


def test_includes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.pbi").write_text('XIncludeFile "b.pbi"\nDebug "a" + #PB_Compiler_IsMainFile\n')
    (tmp_path / "sub" / "b.pbi").write_text('Debug "b" + #PB_Compiler_Filename\nx + 1\n')
    ended = run('IncludeFile "sub/a.pbi"\nXIncludeFile "sub/b.pbi"\nIncludePath "sub"\nIncludeFile "b.pbi"\nDebug x')
    assert ended.out.split() == ["bb.pbi", "a0", "bb.pbi", "2"]


def test_include_folders(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.pbi").write_text("Debug 5\n")
    assert run('IncludeFile "a.pbi"', "--include", "@/other").out == "5\n"


def test_an_error_names_the_included_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pbi").write_text("\n\nNope()\n")
    assert run('IncludeFile "a.pbi"').errors.startswith("a.pbi:3: ")


def test_files_that_include_each_other(run: Run, tmp_path: Path) -> None:
    assert "include each other" in run('IncludeFile "test.pb"').errors


def test_a_condition_ends_in_its_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pbi").write_text("CompilerIf 1\n")
    assert run('IncludeFile "a.pbi"\nCompilerEndIf').errors == "a.pbi:1: CompilerIf without its end\n"


def test_characters_need_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.pb"
    file.write_text('\nDebug "é"\n', encoding="utf-8")
    ended = run_file(file)
    assert ended.errors.startswith("a.pb:2: a character beyond Ascii")
    file.write_text('Debug "é"\n', encoding="utf-8-sig")
    assert run_file(file).out == "é\n"
    file.write_bytes(b'\xef\xbb\xbfDebug "\xff"\n')
    assert run_file(file).errors == "a.pb:1: the line is not UTF-8\n"


def test_what_the_ide_appends(run: Run) -> None:
    assert run('Debug 1\r\n; IDE Options = PureBasic 6.20\r\n; Executable = "x\r\nCompilerError "never read"').out == "1\n"


def test_free_edition(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pbi").write_text("\n" * 401)
    source = 'IncludeFile "a.pbi"' + "\n" * 400
    assert run(source).code == 0
    ended = run(source, "--free-edition")
    assert ended.code == 1
    assert "801 lines" in ended.errors
    assert run(source[:-1], "--free-edition").code == 0


def test_call(run: Run) -> None:
    source = "Debug 1\nProcedure A() : Debug 2 : EndProcedure\nDeclareModule M : Declare B(x = 3) : EndDeclareModule\nModule M : Procedure B(x = 3) : Debug x : EndProcedure : EndModule\nProcedure C(x) : EndProcedure"
    assert run(source, "--call", "A").out == "1\n2\n"
    assert run(source, "--call", "M::B").out == "1\n3\n"
    assert "no procedure C() without arguments" in run(source, "--call", "C").errors


def test_parameters_and_environment(run: Run) -> None:
    source = (
        "Debug CountProgramParameters() : Debug ProgramParameter() : Debug ProgramParameter() : Debug ProgramParameter(0)\n"
        'Debug GetEnvironmentVariable("PB_TEST") : SetEnvironmentVariable("PB_TEST", "z") : Debug GetEnvironmentVariable("PB_TEST")'
    )
    ended = run(source, "--", "a b", "--check", env={"PB_TEST": "y"})
    assert ended.out.split("\n") == ["2", "a b", "--check", "a b", "y", "z", ""]


@pytest.mark.parametrize(
    "options",
    [
        ["--nope"],
        ["--constant", "A"],
        ["--constant", "A=x"],
        ["--target", "amiga"],
        ["--library", "nope.so"],
        ["--header", "nope.h"],
    ],
)
def test_usage(run: Run, options: list[str]) -> None:
    ended = run("Debug 1", *options)
    assert (ended.out, ended.code) == ("", 2)


def test_no_file(tmp_path: Path) -> None:
    assert run_file(tmp_path / "nope.pb").code == 2


MODULES = str(Path(__file__).parent / "data" / "http_modules")


def test_a_sample_with_modules() -> None:
    """A program in the form of the one that this project replaces, with modules in place of those that it includes."""
    sample = Path(__file__).parent / "data" / "sample.pb"
    ended = run_file(sample, "--include", MODULES, "--call", "UpdateUser")
    assert (ended.errors, ended.code) == ("", 0)
    assert ended.out.splitlines() == [
        "PATCH",
        "/v2/users/:userId?login_type=100",
        "first_name=Ada",
        'custom_attributes={"key":"a"}',
        "api.zoom.us:443",
        "Response Status Code = 204",
        "Success.",
        "2 parameters",
    ]
