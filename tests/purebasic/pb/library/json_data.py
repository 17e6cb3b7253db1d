"""The Json library. The value of a JSON is a node; programs see its number."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Optional, Union

from .. import text
from ..errors import Fault
from ..runtime import Runtime
from ..values import wrap
from .registry import command

NULL, STRING, NUMBER, BOOLEAN, ARRAY, OBJECT = range(6)
NAMES = ("null", "a string", "a number", "a boolean", "an array", "an object")


@dataclass
class Node:
    kind: int = NULL
    value: Union[str, int, float, bool, None] = None
    elements: list[int] = field(default_factory=list)
    members: dict[str, int] = field(default_factory=dict)
    pending: Optional[list[str]] = None
    """Keys that NextJSONMember() has yet to show."""


class Nodes:
    """All nodes by number, and why the last parse failed."""

    def __init__(self) -> None:
        self.by_number: dict[int, Node] = {}
        self.next = 0x1000000
        self.error = ("", 0, 0)

    def new(self) -> int:
        number, self.next = self.next, self.next + 16
        self.by_number[number] = Node()
        return number


def _nodes(runtime: Runtime) -> Nodes:
    nodes: Nodes = runtime.state.setdefault("json", Nodes())
    return nodes


def _node(runtime: Runtime, number: int, *kinds: int) -> Node:
    node = _nodes(runtime).by_number.get(number)
    if node is None:
        raise Fault(f"{number} is no JSON value, or its JSON was freed")
    if kinds and node.kind not in kinds:
        raise Fault(f"the JSON value is {NAMES[node.kind]}, expected {NAMES[kinds[0]]}")
    return node


def _set(runtime: Runtime, number: int, kind: int, value: Union[str, int, float, bool, None] = None) -> int:
    node = _node(runtime, number)
    node.kind, node.value, node.elements, node.members = kind, value, [], {}
    return number


def _add(runtime: Runtime, number: int, root: int, flags: int) -> int:
    if flags:
        raise Fault("#PB_JSON_NoCase is not part of what this interpreter knows")
    return runtime.of("JSON").add(number, root)


@command("Result = CreateJSON(#JSON [, Flags])")
def create(runtime: Runtime, number: int, flags: int = 0) -> int:
    return _add(runtime, number, _nodes(runtime).new(), flags)


@command("Result = ParseJSON(#JSON, Input$ [, Flags])")
def parse(runtime: Runtime, number: int, source: str, flags: int = 0) -> int:
    nodes = _nodes(runtime)
    try:
        value = json.loads(text.characters(source), parse_constant=_refuse)
    except (json.JSONDecodeError, RecursionError) as error:
        at = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        nodes.error = (text.units(str(error)), *at)
        return 0
    return _add(runtime, number, _load(runtime, value), flags)


def _refuse(name: str) -> None:
    raise json.JSONDecodeError(f"{name} is not JSON", name, 0)


def _load(runtime: Runtime, value: Any) -> int:
    number = _nodes(runtime).new()
    kinds = {type(None): NULL, str: STRING, int: NUMBER, float: NUMBER, bool: BOOLEAN, list: ARRAY, dict: OBJECT}
    kind = kinds[type(value)]
    _set(runtime, number, kind, text.units(value) if kind == STRING else value if kind < ARRAY else None)
    node = _node(runtime, number)
    if kind == ARRAY:
        node.elements = [_load(runtime, item) for item in value]
    if kind == OBJECT:
        node.members = {text.units(key): _load(runtime, item) for key, item in value.items()}
    return number


@command("Result$ = JSONErrorMessage()")
def error_message(runtime: Runtime) -> str:
    return _nodes(runtime).error[0]


@command("Result = JSONErrorLine()")
def error_line(runtime: Runtime) -> int:
    return _nodes(runtime).error[1]


@command("Result = JSONErrorPosition()")
def error_position(runtime: Runtime) -> int:
    return _nodes(runtime).error[2]


@command("Result = IsJSON(#JSON)")
def is_json(runtime: Runtime, number: int) -> int:
    return int(number in runtime.of("JSON").items)


@command("FreeJSON(#JSON)")
def free(runtime: Runtime, number: int) -> None:
    documents = runtime.of("JSON")
    for each in list(documents.items) if number == -1 else [number]:
        _forget(runtime, documents.pop(each))


def _forget(runtime: Runtime, number: int) -> None:
    node = _nodes(runtime).by_number.pop(number)
    for inner in [*node.elements, *node.members.values()]:
        _forget(runtime, inner)


@command("Result = JSONValue(#JSON)")
def value_of(runtime: Runtime, number: int) -> int:
    root: int = runtime.of("JSON").get(number)
    return root


@command("Result = JSONType(JSONValue)")
def type_of(runtime: Runtime, value: int) -> int:
    return _node(runtime, value).kind


@command("Result$ = ComposeJSON(#JSON [, Flags])")
def compose(runtime: Runtime, number: int, flags: int = 0) -> str:
    plain = _dump(runtime, value_of(runtime, number))
    if flags:
        return text.units(json.dumps(plain, ensure_ascii=False, indent=2))
    return text.units(json.dumps(plain, ensure_ascii=False, separators=(",", ":")))


def _dump(runtime: Runtime, number: int) -> Any:
    node = _node(runtime, number)
    if node.kind == ARRAY:
        return [_dump(runtime, item) for item in node.elements]
    if node.kind == OBJECT:
        return {text.characters(key): _dump(runtime, item) for key, item in node.members.items()}
    return text.characters(node.value) if isinstance(node.value, str) else node.value


@command("SetJSONNull(JSONValue)")
def set_null(runtime: Runtime, value: int) -> None:
    _set(runtime, value, NULL)


@command("SetJSONString(JSONValue, String$)")
def set_string(runtime: Runtime, value: int, string: str) -> None:
    _set(runtime, value, STRING, str(string))


@command("SetJSONBoolean(JSONValue, Value)")
def set_boolean(runtime: Runtime, value: int, flag: int) -> None:
    _set(runtime, value, BOOLEAN, bool(flag))


@command("SetJSONInteger(JSONValue, Value)")
def set_integer(runtime: Runtime, value: int, number: int) -> None:
    _set(runtime, value, NUMBER, number)


@command("SetJSONQuad(JSONValue, Value.q)")
def set_quad(runtime: Runtime, value: int, number: int) -> None:
    _set(runtime, value, NUMBER, number)


@command("SetJSONDouble(JSONValue, Value.d)")
def set_double(runtime: Runtime, value: int, number: float) -> None:
    _set(runtime, value, NUMBER, number)


@command("Result = SetJSONArray(JSONValue)")
def set_array(runtime: Runtime, value: int) -> int:
    return _set(runtime, value, ARRAY)


@command("Result = SetJSONObject(JSONValue)")
def set_object(runtime: Runtime, value: int) -> int:
    return _set(runtime, value, OBJECT)


@command("Result$ = GetJSONString(JSONValue)")
def get_string(runtime: Runtime, value: int) -> str:
    return str(_node(runtime, value, STRING).value)


@command("Result = GetJSONBoolean(JSONValue)")
def get_boolean(runtime: Runtime, value: int) -> int:
    return int(bool(_node(runtime, value, BOOLEAN).value))


@command("Result = GetJSONInteger(JSONValue)")
def get_integer(runtime: Runtime, value: int) -> int:
    return get_quad(runtime, value)


@command("Result.q = GetJSONQuad(JSONValue)")
def get_quad(runtime: Runtime, value: int) -> int:
    number = _node(runtime, value, NUMBER).value
    return wrap(int(number or 0))


@command("Result.d = GetJSONDouble(JSONValue)")
def get_double(runtime: Runtime, value: int) -> float:
    return float(_node(runtime, value, NUMBER).value or 0)


@command("Result = AddJSONMember(JSONValue, Key$)")
def add_member(runtime: Runtime, value: int, key: str) -> int:
    node = _node(runtime, value, OBJECT)
    node.members[str(key)] = _nodes(runtime).new()
    return node.members[key]


@command("Result = GetJSONMember(JSONValue, Key$)")
def get_member(runtime: Runtime, value: int, key: str) -> int:
    return _node(runtime, value, OBJECT).members.get(key, 0)


@command("RemoveJSONMember(JSONValue, Key$)")
def remove_member(runtime: Runtime, value: int, key: str) -> None:
    _node(runtime, value, OBJECT).members.pop(key, None)


@command("Result = JSONObjectSize(JSONValue)")
def object_size(runtime: Runtime, value: int) -> int:
    return len(_node(runtime, value, OBJECT).members)


@command("Result = ExamineJSONMembers(JSONValue)")
def examine(runtime: Runtime, value: int) -> int:
    node = _node(runtime, value, OBJECT)
    node.pending, node.value = list(node.members), None
    return 1


@command("Result = NextJSONMember(JSONValue)")
def next_member(runtime: Runtime, value: int) -> int:
    node = _node(runtime, value, OBJECT)
    if node.pending is None:
        raise Fault("NextJSONMember(): without ExamineJSONMembers()")
    node.value = node.pending.pop(0) if node.pending else None
    return int(node.value is not None)


def _shown_member(runtime: Runtime, value: int) -> str:
    key = _node(runtime, value, OBJECT).value
    if not isinstance(key, str):
        raise Fault("no member is shown; NextJSONMember() comes first")
    return key


@command("Result$ = JSONMemberKey(JSONValue)")
def member_key(runtime: Runtime, value: int) -> str:
    return _shown_member(runtime, value)


@command("Result = JSONMemberValue(JSONValue)")
def member_value(runtime: Runtime, value: int) -> int:
    return _node(runtime, value).members[_shown_member(runtime, value)]


@command("Result = AddJSONElement(JSONValue [, Index])")
def add_element(runtime: Runtime, value: int, index: int = -1) -> int:
    elements = _node(runtime, value, ARRAY).elements
    made = _nodes(runtime).new()
    elements.insert(len(elements) if index < 0 else index, made)
    return made


@command("Result = GetJSONElement(JSONValue, Index)")
def get_element(runtime: Runtime, value: int, index: int) -> int:
    elements = _node(runtime, value, ARRAY).elements
    if not 0 <= index < len(elements):
        raise Fault(f"GetJSONElement(): index {index} is outside of the {len(elements)} elements")
    return elements[index]


@command("Result = JSONArraySize(JSONValue)")
def array_size(runtime: Runtime, value: int) -> int:
    return len(_node(runtime, value, ARRAY).elements)


@command("RemoveJSONElement(JSONValue, Index)")
def remove_element(runtime: Runtime, value: int, index: int) -> None:
    get_element(runtime, value, index)
    del _node(runtime, value, ARRAY).elements[index]
