"""The Math library."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from ..constants import FIXED
from ..errors import Fault
from ..runtime import Runtime
from ..values import to_integer
from .registry import COMMANDS, command, read_syntax


@command("Result.d = Abs(Number.d)")
def abs_(_: Runtime, value: float) -> float:
    return abs(value)


@command("Result = Int(Number.d)")
def int_(_: Runtime, value: float) -> int:
    return to_integer(float(math.trunc(value)) if math.isfinite(value) else value)


@command("Result.q = IntQ(Number.d)")
def int_q(runtime: Runtime, value: float) -> int:
    return int_(runtime, value)


@command("Result.d = Round(Number.d, Mode)")
def round_(_: Runtime, value: float, mode: int) -> float:
    modes: dict[object, Callable[[float], int]] = {
        FIXED["PB_Round_Down"]: math.floor,
        FIXED["PB_Round_Up"]: math.ceil,
        FIXED["PB_Round_Nearest"]: lambda number: math.floor(abs(number) + 0.5) * (1 if number >= 0 else -1),
    }
    if mode not in modes:
        raise Fault("Round(): expected #PB_Round_Down, #PB_Round_Up or #PB_Round_Nearest")
    return float(modes[mode](value))


@command("Result.d = Pow(Number.d, Power.d)")
def pow_(_: Runtime, value: float, power: float) -> float:
    return float(math.pow(value, power))


@command("Result.d = Mod(Number.d, Divisor.d)")
def mod(_: Runtime, value: float, divisor: float) -> float:
    return math.fmod(value, divisor)


@command("Result = Sign(Number.d)")
def sign(_: Runtime, value: float) -> int:
    return (value > 0) - (value < 0)


@command("Result = Random(Maximum [, Minimum])")
def random_(runtime: Runtime, most: int, least: int = 0) -> int:
    if not 0 <= least <= most:
        raise Fault("Random(): expected a maximum that is not below the minimum, and none below 0")
    generator: random.Random = runtime.state.setdefault("random", random.Random())
    return generator.randint(least, most)


@command("RandomSeed(Value)")
def random_seed(runtime: Runtime, value: int) -> None:
    runtime.state["random"] = random.Random(value)


def _simple(function: Callable[[float], float]) -> Callable[[Runtime, float], float]:
    def run(_: Runtime, value: float) -> float:
        try:
            return function(value)
        except ValueError:
            return math.nan

    return run


for _name, _function in {"Sqr": math.sqrt, "Sin": math.sin, "Cos": math.cos, "Exp": math.exp, "Log": math.log}.items():
    COMMANDS[_name.lower()] = read_syntax(f"Result.d = {_name}(Number.d)", _simple(_function))
