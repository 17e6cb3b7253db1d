"""Compares what a program declares of a function with the C header."""

from __future__ import annotations

from typing import Optional

from .header import INTEGERS, CFunction, CType
from .types import Pointer, Signature, Target, Type

WIDTHS = {8: (".b", ".a"), 16: (".w", ".u", ".c"), 32: (".l",), 64: (".q",)}

# What no prototype can return.
RESULTLESS = ("*", ".s", ".p-unicode", ".p-utf8")
TEXTS = {("char", True, 1): (".p-utf8",), ("uint16_t", True, 1): (".s", ".p-unicode")}

PROTOTYPES = "PrototypeC, ImportC"
PROCEDURES = "ProcedureC"


def _expected(kind: CType) -> tuple[str, ...]:
    """The types of PureBasic that carry a type of C, an address written as `*`."""
    if kind.pointers:
        texts = TEXTS.get((kind.base, kind.is_const, kind.pointers), ())
        return (*texts, "*", ".i")
    return ("*", ".i") if kind.base == "size_t" else WIDTHS[INTEGERS[kind.base]]


def _written(kind: Type) -> str:
    if isinstance(kind, Pointer):
        return "*"
    return kind.name


def compare(signature: Signature, function: CFunction, target: Target) -> Optional[str]:
    """What a prototype has that is not as in C, in one line, or None."""
    problem = _differs(signature, function, target, PROTOTYPES)
    return f"{signature.name} does not fit {function}: {problem}" if problem else None


def compare_procedure(signature: Signature, callback: CFunction, target: Target) -> Optional[str]:
    """The same for a procedure that C calls."""
    problem = _differs(signature, callback, target, PROCEDURES)
    return f"{signature.name}() does not fit {callback}: {problem}" if problem else None


def check_procedure(signature: Signature, target: Target) -> Optional[str]:
    """The same where nothing is known of how C calls it; on Windows that may be either way."""
    problem = None if target.is_windows else _convention(signature, target, PROCEDURES)
    return f"{signature.name}() cannot be called by C: {problem}" if problem else None


def _differs(signature: Signature, function: CFunction, target: Target, form: str) -> Optional[str]:
    problem = _convention(signature, target, form) or _counts(signature, function) or _result(signature, function)
    for ours, theirs in zip(signature.parameters, function.parameters):
        wanted = _expected(theirs.type)
        if form == PROCEDURES:
            # What a pseudotype does is for arguments only.
            wanted = tuple(name for name in wanted if not name.startswith(".p-"))
        if not problem and (ours.container or _written(ours.type) not in wanted):
            got = ours.container.capitalize() if ours.container else _written(ours.type)
            problem = f"parameter {ours.name} is {got}, expected {_list(wanted)} for {theirs}"
    return problem


def _list(wanted: tuple[str, ...]) -> str:
    return " or ".join(wanted)


def _convention(signature: Signature, target: Target, form: str) -> Optional[str]:
    """What is exported, and called back, is stdcall on Windows, the plain form there; the C form everywhere else."""
    if signature.is_c != (not target.is_windows):
        wanted, got = ("the plain form", "the C form") if signature.is_c else ("the C form", "the plain form")
        return f"declared in {got}, expected {wanted} ({form}) on {target.system}"
    return None


def _counts(signature: Signature, function: CFunction) -> Optional[str]:
    ours, theirs = len(signature.parameters), len(function.parameters)
    return f"declared with {ours} parameters, expected {theirs}" if ours != theirs else None


def _result(signature: Signature, function: CFunction) -> Optional[str]:
    if function.result.is_void:
        if signature.has_result and signature.result.name != ".i":
            return f"declared with the result {signature.result.name}, but nothing is returned"
        return None
    wanted = tuple(name for name in _expected(function.result) if name not in RESULTLESS)
    if _written(signature.result) not in wanted:
        return f"the result is {_written(signature.result)}, expected {_list(wanted)} for {function.result}"
    return None


def compare_integers(function: CFunction, count: int, target: Target, is_c: bool) -> Optional[str]:
    """The same for CallFunction() and its like, which pass and return integers of the width of a pointer only."""
    if is_c == target.is_windows:
        return f"expected {'CallFunction' if is_c else 'CallCFunction'} for {function} on {target.system}"
    if count != len(function.parameters):
        return f"{function} is called with {count} arguments"
    wide = [kind for kind in (function.result, *(p.type for p in function.parameters)) if not kind.is_void]
    for kind in wide:
        bits = target.bits if kind.pointers or kind.base == "size_t" else INTEGERS[kind.base]
        if bits != target.bits:
            return f"{function}: {kind} has not the width of a pointer; use a prototype"
    return None
