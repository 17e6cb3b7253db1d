"""The reader of C declarations, and the comparison of prototypes with them."""

from __future__ import annotations

import pytest

from conftest import CHECKOUT
from pb import header
from pb.constants import TARGETS
from pb.contract import compare
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
/** doc */
status CALL f(const thing *self, const char *text, const uint16_t *wide,
              int64_t q, size_t n, thing **out, uint16_t *buffer);
EMPTY thing *make(void);
void drop(struct thing *t);
const char *name(uint32_t x);
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
    assert found.opaque == {"zoom_client", "zoom_user_patch", "zoom_form", "zoom_result"}


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
