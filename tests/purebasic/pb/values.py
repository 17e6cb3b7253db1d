"""Checked expressions, and the arithmetic of PureBasic on x64.

Integers are computed with 64 bits and wrap around. Where one operand is a float the operation is one of doubles. What is
assigned to an integer is rounded to the nearest, halves to even; what is too wide for a variable loses its upper bits.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Optional

from .containers import Container
from .errors import Fault, Position
from .scopes import Frame
from .types import BasicTypes, Structure, Type, Value

Run = Callable[[Frame], Value]

DIVIDES = (
    "a division of integers becomes part of a calculation with floats, where PureBasic's result is not documented;"
    " use a variable or write one operand as a float"
)


@dataclass
class Expression:
    """An expression with its type; `constant` where it is known before the program runs."""

    at: Position
    type: Type
    run: Run
    constant: Optional[Value] = None
    address: Optional[Callable[[Frame], int]] = None
    """Of a place in memory: a variable, an element, a field."""
    container: str = ""
    """array, list or map: the expression may stand for the whole container."""
    get: Optional[Callable[[Frame], Container]] = None
    dimensions: int = 0
    is_boolean: bool = False
    """A comparison, or And, Or, XOr, Not: allowed in conditions and in Bool() only."""
    divides: bool = False
    """A division of integers is in it, whose result depends on what PureBasic makes of the whole."""
    unusable: str = ""
    """Why it has no value, if it has none."""

    @property
    def is_text(self) -> bool:
        return self.type.is_text

    @property
    def is_float(self) -> bool:
        return self.type.is_float


def fixed(at: Position, kind: Type, value: Value) -> Expression:
    return Expression(at, kind, lambda frame: value, constant=value)


def wrap(number: int) -> int:
    """To 64 bits with a sign."""
    return ((number + 2**63) & (2**64 - 1)) - 2**63


def kind_of(kind: Type) -> str:
    if isinstance(kind, Structure):
        return f"structure {kind.name}"
    return "a string" if kind.is_text else "a number"


def convert(expression: Expression, target: Type, what: str) -> Run:
    """The value as a variable of the type takes it; `what` names it in the error."""
    if expression.unusable:
        raise Fault(f"{what}: expected {kind_of(target)}, but {expression.unusable}")
    if expression.is_boolean:
        raise Fault(f"{what}: a comparison or And, Or, XOr, Not needs Bool() outside of a condition")
    source = expression.type
    wants, has = kind_of(target), kind_of(source)
    if wants != has or isinstance(target, Structure):
        raise Fault(f"{what}: expected {wants}, got {has}")
    run = expression.run
    if target.is_number and source.is_float and not target.is_float:
        return lambda frame: to_integer(run(frame))
    if target.is_number and target.is_float and not source.is_float:
        if expression.divides:
            raise Fault(f"{what}: {DIVIDES}")
        return lambda frame: float(run(frame))
    return run


def to_integer(value: Value) -> int:
    if isinstance(value, float):
        if not math.isfinite(value) or abs(value) >= 2**63:
            raise Fault(f"{value} does not fit into an integer")
        return round(value)
    assert isinstance(value, int)
    return value


def show_double(value: float) -> str:
    """With all its digits and no exponent, as Debug shows it."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "+Infinity" if value > 0 else "-Infinity"
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_float(value: float) -> str:
    """The shortest decimal number that is this float of 32 bits."""
    if math.isfinite(value):
        for digits in range(1, 10):
            short = float(f"{value:.{digits}g}")
            if ctypes.c_float(short).value == value:
                return show_double(short)
    return show_double(value)


def shown(expression: Expression) -> Callable[[Frame], str]:
    """What Debug shows, and what a number adds to a string."""
    run = expression.run
    if expression.is_text:
        return lambda frame: str(run(frame))
    show = show_double if expression.type.name == ".d" else show_float
    if expression.is_float:
        return lambda frame: show(float(run(frame)))
    return lambda frame: str(run(frame))


def divide(left: int, right: int) -> int:
    _check_divisor(left, right)
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


def remainder(left: int, right: int) -> int:
    _check_divisor(left, right)
    rest = abs(left) % abs(right)
    return -rest if left < 0 else rest


def _check_divisor(left: int, right: int) -> None:
    if right == 0:
        raise Fault("division by zero")
    if left == -(2**63) and right == -1:
        raise Fault("a division whose result does not fit into 64 bits")


def divide_floats(left: float, right: float) -> float:
    if right == 0:
        return math.nan if left == 0 or math.isnan(left) else math.copysign(math.inf, left) * math.copysign(1, right)
    return left / right


def _shift(by: int) -> int:
    if not 0 <= by < 64:
        raise Fault(f"a shift by {by} bits; expected 0 to 63")
    return by


INTEGERS: dict[str, Callable[[int, int], int]] = {
    "+": lambda a, b: wrap(a + b), "-": lambda a, b: wrap(a - b), "*": lambda a, b: wrap(a * b),
    "/": divide, "%": remainder, "&": lambda a, b: a & b, "|": lambda a, b: a | b, "!": lambda a, b: a ^ b,
    "<<": lambda a, b: wrap(a << _shift(b)), ">>": lambda a, b: a >> _shift(b),
}  # fmt: skip
FLOATS: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": divide_floats,
}  # fmt: skip
COMPARISONS: dict[str, Callable[[Value, Value], bool]] = {
    "=": lambda a, b: a == b, "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b, ">": lambda a, b: a > b,  # type: ignore[operator]  # both are numbers or both texts
    "<=": lambda a, b: a <= b, "=<": lambda a, b: a <= b,  # type: ignore[operator]
    ">=": lambda a, b: a >= b, "=>": lambda a, b: a >= b,  # type: ignore[operator]
}  # fmt: skip


def plain_value(operand: Expression) -> None:
    if operand.unusable:
        raise Fault(operand.unusable)
    if isinstance(operand.type, Structure):
        raise Fault(f"a structure ({operand.type.name}) is used as a value")


def _folded(result: Expression, operands: list[Expression]) -> Expression:
    """Computed at once where all operands are constants."""
    if all(operand.constant is not None for operand in operands):
        value = result.run(Frame(0))
        result.run, result.constant = (lambda frame: value), value
    return result


def binary(types: BasicTypes, at: Position, operator: str, left: Expression, right: Expression) -> Expression:
    plain_value(left)
    plain_value(right)
    if operator in ("and", "or", "xor"):
        return _folded(_logic(types, at, operator, left, right), [left, right])
    if operator in COMPARISONS:
        return _folded(_comparison(types, at, operator, left, right), [left, right])
    if left.is_boolean or right.is_boolean:
        raise Fault(f"{operator}: a comparison or And, Or, XOr, Not needs Bool() to be a number")
    if left.is_text or right.is_text:
        return _folded(_joined(at, operator, left, right), [left, right])
    return _folded(_computed(types, at, operator, left, right), [left, right])


def _logic(types: BasicTypes, at: Position, operator: str, left: Expression, right: Expression) -> Expression:
    if left.is_text or right.is_text:
        raise Fault(f"{operator.capitalize()}: expected a number or a comparison, got a string")
    first, second = left.run, right.run
    runs: dict[str, Run] = {
        "and": lambda frame: int(bool(first(frame)) and bool(second(frame))),
        "or": lambda frame: int(bool(first(frame)) or bool(second(frame))),
        "xor": lambda frame: int(bool(first(frame)) != bool(second(frame))),
    }
    return Expression(at, types.integer, runs[operator], is_boolean=True)


def _comparison(types: BasicTypes, at: Position, operator: str, left: Expression, right: Expression) -> Expression:
    if left.is_boolean or right.is_boolean:
        raise Fault(f"{operator}: the result of a comparison is compared; use Bool()")
    if left.is_text != right.is_text:
        raise Fault(f"{operator}: {kind_of(left.type)} is compared with {kind_of(right.type)}")
    compare, first, second = COMPARISONS[operator], left.run, right.run
    return Expression(at, types.integer, lambda frame: int(compare(first(frame), second(frame))), is_boolean=True)


def _joined(at: Position, operator: str, left: Expression, right: Expression) -> Expression:
    if operator != "+" or not left.is_text:
        raise Fault(f"{operator}: {kind_of(left.type)} and {kind_of(right.type)}; strings know + only, a string first")
    first, second = left.run, shown(right)
    return Expression(at, left.type, lambda frame: str(first(frame)) + second(frame))


def _computed(types: BasicTypes, at: Position, operator: str, left: Expression, right: Expression) -> Expression:
    first, second = left.run, right.run
    if left.is_float or right.is_float:
        if operator not in FLOATS:
            raise Fault(f"{operator}: expected integers, got a float")
        for side in (left, right):
            if side.divides:
                raise Fault(DIVIDES)
        floats = FLOATS[operator]
        single = types.letters["f"]
        kind = single if single in (left.type, right.type) and types.double not in (left.type, right.type) else types.double
        return Expression(at, kind, lambda frame: floats(float(first(frame)), float(second(frame))))
    integers = INTEGERS[operator]
    return Expression(
        at,
        types.quad if types.quad in (left.type, right.type) else types.integer,
        lambda frame: integers(to_integer(first(frame)), to_integer(second(frame))),
        divides=operator == "/" or left.divides or right.divides,
    )


def unary(types: BasicTypes, at: Position, operator: str, operand: Expression) -> Expression:
    plain_value(operand)
    run = operand.run
    if operand.is_text:
        raise Fault(f"{operator}: expected a number, got a string")
    if operator == "not":
        result = Expression(at, types.integer, lambda frame: int(not run(frame)), is_boolean=True)
    elif operand.is_boolean:
        raise Fault(f"{operator}: a comparison or And, Or, XOr, Not needs Bool() to be a number")
    elif operand.is_float:
        if operator == "~":
            raise Fault("~: expected an integer, got a float")
        sign = -1 if operator == "-" else 1
        result = Expression(at, operand.type, lambda frame: sign * float(run(frame)))
    else:
        compute: dict[str, Callable[[int], int]] = {"-": lambda n: wrap(-n), "+": lambda n: n, "~": lambda n: ~n}
        apply = compute[operator]
        result = Expression(at, types.integer, lambda frame: apply(to_integer(run(frame))))
    return _folded(result, [operand])


def boolean(types: BasicTypes, at: Position, condition: Expression) -> Expression:
    """`Bool(...)`."""
    plain_value(condition)
    run = condition.run
    result = Expression(at, types.integer, lambda frame: int(bool(run(frame))))
    return _folded(result, [condition])
