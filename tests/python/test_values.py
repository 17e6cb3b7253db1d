"""What Python values become."""

from __future__ import annotations

import enum
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pytest
import zoomuser
from zoomuser.testing import Sandbox

JANE = "jane@example.com"


class Text(str):
    __slots__ = ()

    def __str__(self) -> str:
        raise RuntimeError("the text itself counts, not what it says of itself")


class Number(int):
    def __str__(self) -> str:
        raise RuntimeError("the number itself counts, not what it says of itself")


class Own(enum.IntEnum):
    LICENSED = 2


class Lazy(Mapping[str, object]):
    """A mapping that is no dict."""

    def __getitem__(self, name: str) -> object:
        if name != "zoom_phone":
            raise KeyError(name)
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(("zoom_phone",))

    def __len__(self) -> int:
        return 1


class Row:
    """Like a row of a database: no mapping, but with `items`."""

    def items(self) -> list[tuple[str, object]]:
        return [("dept", "d"), ("type", "2")]


GOOD: list[tuple[dict[str, Any], bytes]] = [
    ({"dept": Text("x")}, b'{"dept":"x"}'),
    ({"dept": ""}, b'{"dept":""}'),
    ({"dept": '\x00\x1f\x7f\u2028"\\/'}, b'{"dept":"\\u0000\\u001f\x7f\xe2\x80\xa8\\"\\\\/"}'),
    ({"dept": "\U0010ffff\U0001f600"}, b'{"dept":"\xf4\x8f\xbf\xbf\xf0\x9f\x98\x80"}'),
    ({"type": Number(2)}, b'{"type":2}'),
    ({"type": Own.LICENSED}, b'{"type":2}'),
    ({"type": "2"}, b'{"type":2}'),
    ({"use_pmi": "true"}, b'{"use_pmi":true}'),
    ({"use_pmi": False}, b'{"use_pmi":false}'),
    ({"zoom_one_type": 2**59}, b'{"zoom_one_type":576460752303423488}'),
    ({"zoom_one_type": str(2**59)}, b'{"zoom_one_type":576460752303423488}'),
    ({"zoom_one_type": 2**57}, b'{"zoom_one_type":144115188075855872}'),
    ({"division_ids": ("a",)}, b'{"division_ids":["a"]}'),
    ({"division_ids": []}, b'{"division_ids":[]}'),
    ({"division_ids": '["a"]'}, b'{"division_ids":["a"]}'),
    ({"feature": {"zoom_phone": True}}, b'{"feature":{"zoom_phone":true}}'),
    ({"feature": MappingProxyType({"zoom_phone": True})}, b'{"feature":{"zoom_phone":true}}'),
    ({"feature": Lazy()}, b'{"feature":{"zoom_phone":true}}'),
    ({"feature": zoomuser.Feature()}, b'{"feature":{}}'),
    ({"custom_attributes": [zoomuser.CustomAttribute(value="v")]}, b'{"custom_attributes":[{"value":"v"}]}'),
]


@pytest.mark.parametrize(("fields", "body"), GOOD, ids=lambda part: None if isinstance(part, dict) else part.decode())
def test_a_value_becomes_json(fields: dict[str, Any], body: bytes) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        assert client.update_user(JANE, **fields).ok
        (request,) = zoom.requests
    assert request.body == body
    assert request.refused == ()


def test_what_has_items_is_a_mapping() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        client.update_user(JANE, fields=Row())  # type: ignore[arg-type]
        assert zoom.requests[-1].body == b'{"dept":"d","type":2}'


def test_an_ordered_dict_keeps_its_order() -> None:
    fields = OrderedDict([("dept", "d"), ("company", "c")])
    fields.move_to_end("dept")
    with Sandbox() as zoom, zoom.client() as client:
        client.update_user(JANE, fields=fields)
        assert zoom.requests[-1].body == b'{"company":"c","dept":"d"}'


@pytest.mark.parametrize("power", [31, 32, 53, 54, 59, 62])
def test_integers_are_exact(power: int) -> None:
    with Sandbox() as zoom, zoom.client(check="warn") as client:
        for number in (2**power - 1, 2**power, 2**power + 1, -(2**power) - 1):
            client.update_user(JANE, fields={"no_such_field": number, "members": [{"m": number}]})
            assert zoom.requests[-1].body == b'{"no_such_field":%d,"members":[{"m":%d}]}' % (number, number)


def test_check_warn_sends_values_as_they_are() -> None:
    fields: dict[str, Any] = {
        "dept": 5,
        "type": 2.5,
        "pmi": 2**200,
        "no_such_field": [1, 1.0, True, None, zoomuser.NULL, "x", {"a": []}],
    }
    with Sandbox() as zoom, zoom.client(check="warn") as client:
        with pytest.raises(zoomuser.RejectedError) as caught:
            client.update_user(JANE, **fields)
        assert zoom.requests[-1].body == (
            b'{"dept":5,"type":2.5,"pmi":%d,"no_such_field":[1,1.0,true,null,null,"x",{"a":[]}]}' % 2**200
        )
    assert {warning.field for warning in caught.value.result.warnings} == {"dept", "type", "pmi", "no_such_field"}


def test_a_value_is_read_when_the_call_is_made() -> None:
    numbers: list[Any] = [{"country": "GB"}]
    with Sandbox() as zoom, zoom.client() as client:
        client.update_user(JANE, phone_numbers=numbers)
        numbers[0]["country"] = "DE"
        client.update_user(JANE, phone_numbers=numbers)
        assert [request.json()["phone_numbers"][0]["country"] for request in zoom.requests] == ["GB", "DE"]


def test_a_huge_value_arrives_whole() -> None:
    frame = len('{"dept":""}')
    text = "\U0001f600" * ((2**20 - frame) // 4)
    text += "x" * (2**20 - frame - len(text.encode()))
    with Sandbox() as zoom, zoom.client() as client:
        assert client.update_user(JANE, dept=text).ok
        user = zoom.user(JANE)
        with pytest.raises(zoomuser.CheckError, match="1048576 bytes"):
            client.update_user(JANE, dept=text + "x")
        assert len(zoom.requests) == 1
    assert user is not None
    assert user["dept"] == text


def test_items_are_immutable_and_say_what_is_set() -> None:
    number = zoomuser.PhoneNumber(country="GB", label="Home")
    assert number.as_dict() == {"country": "GB", "label": "Home"}
    assert number == zoomuser.PhoneNumber(country="GB", label="Home")
    assert number != zoomuser.PhoneNumber(country="GB")
    assert zoomuser.PhoneNumber() != zoomuser.CustomAttribute()
    assert len({number, zoomuser.PhoneNumber(country="GB", label="Home")}) == 1
    assert repr(number) == "PhoneNumber(country='GB', code=None, number=None, label='Home')"
    with pytest.raises(AttributeError):
        number.country = "DE"  # type: ignore[misc]
