"""The reader of C declarations, and the comparison of prototypes with them."""

from __future__ import annotations

import pytest

from conftest import CHECKOUT
from pb import header
from pb.constants import TARGETS
from pb.contract import check_procedure, compare, compare_procedure
from pb.runtime import Options, Runtime
from pb.types import Parameter, Signature, Type

SMALL = """
/* a comment with int wrong(char x); in it */
#ifndef H
#define H
#define CALL __stdcall
#define EMPTY
#define LIMIT 0x10
#define NAME "text" /* why */
#ifdef __cplusplus
extern "C" {
#endif
typedef int32_t status;
typedef struct thing thing;
/** A callback (with a comment; in it). */
typedef int32_t (CALL *back)(void *data, const char *line,
                             size_t n);
typedef void (CALL *tick)(void);
/** doc */
status CALL f(const thing *self, const char *text, const uint16_t *wide,
              int64_t q, size_t n, thing **out, uint16_t *buffer);
EMPTY thing *make(void);
void drop(struct thing *t);
const char *name(uint32_t x);
void hand(back callback, tick once, back *out);
#ifdef __cplusplus
}
#endif
#endif
"""


def test_read_a_header() -> None:
    found = header.parse(SMALL)
    assert found.constants == {"LIMIT": 16, "NAME": "text"}
    assert [str(function) for function in found.functions.values()] == [
        "int32_t f(const thing *self, const char *text, const uint16_t *wide, int64_t q, size_t n, thing **out, uint16_t *buffer)",
        "thing *make(void)",
        "void drop(thing *t)",
        "const char *name(uint32_t x)",
        "void hand(back callback, tick once, void **out)",
    ]
    callbacks = [parameter.type.callback for parameter in found.functions["hand"].parameters]
    assert [str(each) for each in callbacks] == [
        "int32_t back(void *data, const char *line, size_t n)",
        "void tick(void)",
        "None",
    ]


@pytest.mark.parametrize("text", ["int f(long double x);", "struct x { int a; };", "int f(int);", "enum e;"])
def test_what_it_does_not_know(text: str) -> None:
    with pytest.raises(header.HeaderError):
        header.parse(text)


def test_the_header_of_this_project() -> None:
    found = header.read(str(CHECKOUT / "include" / "zoomuser.h"))
    with open(CHECKOUT / "abi" / "symbols.txt", encoding="utf-8") as file:
        exported = {line.split()[0] for line in file if line.strip() and not line.startswith("#")}
    assert set(found.functions) == exported
    assert found.constants["ZOOM_OK"] == 0
    assert found.constants["ZOOM_E_BUSY"] == 7
    assert found.opaque == {"zoom_client", "zoom_user_patch", "zoom_form", "zoom_bulk", "zoom_result"}


TYPES = Runtime(Options("x", TARGETS["linux-x64"])).types
KINDS: dict[str, Type] = {f".{letter}": kind for letter, kind in TYPES.letters.items()}
KINDS |= {f".{name}": kind for name, kind in TYPES.pseudo.items()} | {"*": TYPES.pointer(None)}
RIGHT = ["*", ".p-utf8", ".s", ".q", ".i", "*", "*"]


def differs(kinds: list[str], result: str = ".l", function: str = "f", is_c: bool = True, target: str = "linux-x64") -> str:
    parameters = [Parameter(f"p{index}", KINDS[kind]) for index, kind in enumerate(kinds)]
    signature = Signature("P", KINDS[result], parameters, is_c, has_result=True)
    return compare(signature, header.parse(SMALL).functions[function], TARGETS[target]) or ""


def test_what_fits() -> None:
    assert differs(RIGHT) == ""
    assert differs(["*"] * 3 + [".q"] + ["*"] * 3) == ""
    assert differs([".i", ".i", ".p-unicode", ".q", ".i", ".i", ".i"]) == ""
    assert differs(RIGHT, is_c=False, target="windows-x86") == ""
    assert differs([], ".i", "make") == ""
    assert differs(["*"], ".i", "drop") == ""
    assert differs([".l"], ".i", "name") == ""


@pytest.mark.parametrize(
    ("at", "kind", "wanted"),
    [
        (0, ".l", "* or .i for const thing *self"),
        (0, ".s", "* or .i"),
        (1, ".s", ".p-utf8 or * or .i for const char *text"),
        (1, ".p-ascii", ".p-utf8"),
        (2, ".p-utf8", ".s or .p-unicode or * or .i for const uint16_t *wide"),
        (3, ".i", "expected .q for int64_t q"),
        (3, ".l", "expected .q"),
        (4, ".l", "expected * or .i for size_t n"),
        (4, ".q", "expected * or .i"),
        (5, ".p-utf8", "* or .i for thing **out"),
        (6, ".s", "* or .i for uint16_t *buffer"),
    ],
)
def test_what_does_not_fit(at: int, kind: str, wanted: str) -> None:
    problem = differs([*RIGHT[:at], kind, *RIGHT[at + 1 :]])
    assert f"parameter p{at} is {kind}" in problem
    assert wanted in problem
    assert "int32_t f(" in problem


def test_results_counts_and_conventions() -> None:
    assert "the result is .i, expected .l" in differs(RIGHT, ".i")
    assert "the result is .q" in differs(RIGHT, ".q")
    assert "the result is .l, expected .i" in differs([], ".l", "make")
    assert "the result is .l" not in differs(["*"], ".i", "drop")
    assert "nothing is returned" in differs(["*"], ".l", "drop")
    assert "declared with 6 parameters, expected 7" in differs(RIGHT[:-1])
    assert "expected the C form" in differs(RIGHT, is_c=False)
    assert "expected the plain form" in differs(RIGHT, target="windows-x64")


def differs_from_callback(kinds: list[str], result: str = ".l", is_c: bool = True, target: str = "linux-x64") -> str:
    callback = header.parse(SMALL).functions["hand"].parameters[0].type.callback
    assert callback
    parameters = [Parameter(f"p{index}", KINDS[kind]) for index, kind in enumerate(kinds)]
    return compare_procedure(Signature("P", KINDS[result], parameters, is_c, has_result=True), callback, TARGETS[target]) or ""


def test_procedures_that_c_calls() -> None:
    assert differs_from_callback(["*", "*", ".i"]) == ""
    assert differs_from_callback([".i", ".i", ".i"], is_c=False, target="windows-x86") == ""
    assert "expected the C form (ProcedureC) on macos" in differs_from_callback(
        ["*", "*", ".i"], is_c=False, target="macos-arm64"
    )
    assert "expected the plain form" in differs_from_callback(["*", "*", ".i"], target="windows-x86")
    assert "the result is .i, expected .l" in differs_from_callback(["*", "*", ".i"], ".i")
    assert "parameter p1 is .s, expected * or .i for const char *line" in differs_from_callback(["*", ".s", ".i"])
    assert "parameter p2 is .l" in differs_from_callback(["*", "*", ".l"])
    assert "declared with 2 parameters, expected 3" in differs_from_callback(["*", "*"])


def test_procedures_that_c_calls_in_an_unknown_way() -> None:
    plain, c = (Signature("P", KINDS[".i"], [], is_c) for is_c in (False, True))
    assert "P() cannot be called by C: " in (check_procedure(plain, TARGETS["linux-x64"]) or "")
    assert check_procedure(c, TARGETS["linux-x64"]) is None
    assert check_procedure(plain, TARGETS["windows-x86"]) is check_procedure(c, TARGETS["windows-x86"]) is None
