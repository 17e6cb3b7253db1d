"""What is refused before anything is sent."""

from __future__ import annotations

import collections
import datetime as dt
import decimal
from typing import Any

import pytest
import zoomuser
from zoomuser import CheckError
from zoomuser.testing import Sandbox

JANE = "jane@example.com"
HUGE = 10**6000

CYCLIC_LIST: list[object] = []
CYCLIC_LIST.append(CYCLIC_LIST)
CYCLIC_DICT: dict[str, object] = {}
CYCLIC_DICT["zoom_phone"] = CYCLIC_DICT


class Nameless(type):
    @property
    def __name__(cls) -> str:  # type: ignore[override]
        raise RuntimeError("no name")


class Hostile(metaclass=Nameless):
    def __str__(self) -> str:
        raise RuntimeError("no text")

    __repr__ = __str__


FIELDS: list[tuple[str, dict[str, Any], type[Exception], str]] = [
    ("unpaired surrogate", {"dept": "a\ud800"}, CheckError, "dept: the text contains an unpaired surrogate"),
    (
        "unpaired surrogate, nested",
        {"division_ids": ["\udfff"]},
        CheckError,
        "division_ids[0]: the text contains an unpaired",
    ),
    ("2**63", {"pmi": 2**63}, CheckError, "pmi: expected a whole number from 1000000000 to 9999999999"),
    ("-2**63-1", {"pmi": -(2**63) - 1}, CheckError, "pmi: expected a whole number from 1000000000"),
    ("2**64, choice", {"zoom_one_type": 2**64}, CheckError, "zoom_one_type: expected one of 0, 16, "),
    ("huge", {"pmi": HUGE}, CheckError, "pmi: the number is too large"),
    ("huge, nested", {"division_ids": [HUGE]}, CheckError, "division_ids[0]: the number is too large"),
    ("nan", {"pmi": float("nan")}, TypeError, "pmi: expected int, got float"),
    ("nan, nested", {"division_ids": [float("nan")]}, CheckError, "division_ids[0]: NaN is not a number that JSON"),
    ("inf, nested", {"division_ids": [float("-inf")]}, CheckError, "division_ids[0]: -inf is not a number that JSON"),
    ("float", {"pmi": 2551889200.0}, TypeError, "pmi: expected int, got float"),
    ("None, nested", {"division_ids": [None]}, CheckError, "division_ids[0]: expected text, got null"),
    ("NULL, nested", {"phone_numbers": [zoomuser.NULL]}, CheckError, "phone_numbers[0]: expected an object, got null"),
    ("NULL, query", {"login_type": zoomuser.NULL}, CheckError, "login_type: null has no form in a query"),
    ("cyclic list", {"division_ids": CYCLIC_LIST}, CheckError, "division_ids: nested too deeply, or a list"),
    ("cyclic dict", {"feature": CYCLIC_DICT}, CheckError, "feature: nested too deeply, or a list"),
    ("enum of another field", {"type": zoomuser.LoginType.GOOGLE}, TypeError, "type: LoginType is for login_type"),
    (
        "enum of another member",
        {"phone_numbers": [{"label": zoomuser.LicenseType.MEETING}]},
        TypeError,
        "phone_numbers[0].label: LicenseType is for license_type",
    ),
    ("bytes", {"dept": b"x"}, TypeError, "dept: expected str, got bytes"),
    ("bytearray", {"dept": bytearray(b"x")}, TypeError, "dept: expected str, got bytearray"),
    ("set", {"division_ids": {"x"}}, TypeError, "division_ids: expected a list of str, got set"),
    ("generator", {"division_ids": (x for x in "ab")}, TypeError, "division_ids: expected a list of str, got gen"),
    ("range", {"division_ids": range(3)}, TypeError, "division_ids: expected a list of str, got range"),
    ("deque", {"division_ids": collections.deque("a")}, TypeError, "division_ids: expected a list of str, got deque"),
    ("set, nested", {"division_ids": [{"x"}]}, TypeError, "division_ids[0]: expected str, int, float, bool, list,"),
    (
        "datetime",
        {"dept": dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc)},
        TypeError,
        "dept: expected str, got datetime",
    ),
    ("Decimal", {"pmi": decimal.Decimal("2551889200.5")}, TypeError, "pmi: expected int, got Decimal"),
    ("complex", {"pmi": 1j}, TypeError, "pmi: expected int, got complex"),
    ("bool for int", {"type": True}, TypeError, "type: expected int, got bool"),
    ("int for bool", {"use_pmi": 1}, TypeError, "use_pmi: expected bool, got int"),
    ("int for str", {"dept": 5}, TypeError, "dept: expected str, got int"),
    ("bool in a list", {"division_ids": [True]}, CheckError, "division_ids[0]: expected text, got a boolean"),
    ("list for dict", {"feature": []}, TypeError, "feature: expected dict, got list"),
    ("item for list", {"phone_numbers": zoomuser.PhoneNumber()}, TypeError, "phone_numbers: expected a list of dict"),
    ("other item", {"phone_numbers": [zoomuser.Feature(zoom_phone=True)]}, CheckError, "phone_numbers[0].zoom_phone:"),
    ("class", {"dept": str}, TypeError, "dept: expected str, got type"),
    ("class of NULL", {"dept": zoomuser.NullType}, TypeError, "dept: expected str, got type"),
    ("hostile object", {"dept": Hostile()}, TypeError, "dept: expected str, got "),
    ("name of a member", {"feature": {1: True}}, TypeError, "feature: a name: expected str, got int"),
    ("unknown", {"depart": "x"}, CheckError, "depart: no such field"),
    ("another endpoint's", {"email": "x@example.com"}, CheckError, "email: this call does not change it"),
    ("option", {"timeout": 5}, TypeError, "timeout: an option of the client, not a field: give it to Client(...)"),
    ("verify", {"verify": False}, TypeError, "verify: no such option; use confirm to read the user back after an up"),
    ("option of others", {"timeout_ms": 5}, TypeError, "timeout_ms: in Python it is timeout, in seconds, and an op"),
    ("exclusive", {"type": 2, "zoom_one_type": 16}, CheckError, "type: set only one of type and zoom_one_type in"),
    ("nothing", {}, CheckError, "the patch is empty: set at least one field"),
    ("text for a number", {"type": "two"}, CheckError, "type: expected a whole number, got text"),
    ("text for a switch", {"use_pmi": "yes"}, CheckError, "use_pmi: expected true or false"),
]


@pytest.mark.parametrize(("fields", "kind", "message"), [case[1:] for case in FIELDS], ids=[case[0] for case in FIELDS])
def test_a_bad_field_is_refused(fields: dict[str, Any], kind: type[Exception], message: str) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(kind) as caught:
            client.update_user(JANE, **fields)
        assert zoom.connections == 0
        with pytest.raises(kind) as checked:
            client.check(**fields)
    # A wrong type is a TypeError, as everywhere in Python, and an error of this package too; an unknown keyword is not.
    if kind is TypeError and isinstance(caught.value, zoomuser.ZoomError):
        assert type(caught.value) is zoomuser.FieldTypeError
        assert caught.value.problems
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
    assert str(checked.value) == str(caught.value)


MAPPINGS: list[tuple[str, Any, type[Exception], str]] = [
    ("list", [("dept", "x")], TypeError, "fields: expected a mapping of names to values, got list"),
    ("str", "dept", TypeError, "fields: expected a mapping of names to values, got str"),
    ("int", 5, TypeError, "fields: expected a mapping of names to values, got int"),
    ("int as a name", {1: "x"}, TypeError, "fields: expected str as the name of a field, got int"),
    ("None as a name", {None: ["x"]}, TypeError, "fields: expected str as the name of a field, got NoneType"),
    ("bytes as a name", {b"dept": "x"}, TypeError, "fields: expected str as the name of a field, got bytes"),
    ("unpaired surrogate", {"\ud800": "x"}, CheckError, "fields: a name: the text contains an unpaired surrogate"),
    ("empty name", {"": "x"}, CheckError, '"": a field name must not be empty'),
    ("empty", {}, CheckError, "the patch is empty"),
    ("option", {"timeout": "5"}, CheckError, "timeout: no such field"),
]


@pytest.mark.parametrize(
    ("fields", "kind", "message"), [case[1:] for case in MAPPINGS], ids=[case[0] for case in MAPPINGS]
)
def test_a_bad_mapping_is_refused(fields: Any, kind: type[Exception], message: str) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(kind) as caught:
            client.update_user(JANE, fields=fields)
        assert zoom.connections == 0
    assert str(caught.value).startswith(message)


def test_a_control_character_in_a_name_does_not_reach_the_message() -> None:
    with pytest.raises(CheckError) as caught:
        zoomuser.check(fields={"a\n\x1b[31m\u202eb": "x"})
    assert not [c for c in str(caught.value) if ord(c) < 32 or c == "\u202e"]


@pytest.mark.parametrize("name", ["a\nb", "a\x1b[31mb"])
def test_nor_does_it_reach_the_message_of_a_type_error(name: str) -> None:
    with pytest.raises(TypeError) as caught:
        zoomuser.check(feature={name: object()})  # type: ignore[arg-type]
    assert str(caught.value).isprintable()


def test_all_problems_are_named_at_once() -> None:
    with pytest.raises(CheckError) as caught:
        zoomuser.check(type=7, pmi=5, fields={"email": "x"})
    problems = caught.value.problems
    assert [problem.field for problem in problems] == ["email", "type", "pmi"]
    assert str(caught.value) == "; ".join(f"{field}: {message}" for field, message in problems)
    assert caught.value.result.problems == problems
    assert caught.value.status is zoomuser.Status.CHECK_FAILED


@pytest.mark.parametrize("value", ["y", "x", None])
def test_a_field_given_twice_is_refused(value: str | None) -> None:
    with pytest.raises(TypeError, match=r"^dept: given twice, in fields and as a keyword$"):
        zoomuser.check(fields={"dept": "x"}, dept=value)


def test_none_in_the_mapping_is_as_if_it_were_not_there() -> None:
    assert zoomuser.check(fields={"dept": None}, dept="x").ok


USER_IDS: list[tuple[Any, type[Exception], str]] = [
    ("", CheckError, "user_id: expected an id or an e-mail address, got an empty text"),
    (".", CheckError, "user_id: expected an id or an e-mail address, got a path"),
    ("..", CheckError, "user_id: expected an id or an e-mail address, got a path"),
    ("a\nb", CheckError, "user_id: expected an id or an e-mail address, got a control character"),
    ("a\x00", CheckError, "user_id: expected an id or an e-mail address, got a control character"),
    ("a\x7f", CheckError, "user_id: expected an id or an e-mail address, got a control character"),
    ("\ud800", CheckError, "user_id: the text contains an unpaired surrogate"),
    (None, TypeError, "user_id: expected str, got NoneType"),
    (5, TypeError, "user_id: expected str, got int"),
    (b"me", TypeError, "user_id: expected str, got bytes"),
]


@pytest.mark.parametrize(("user_id", "kind", "message"), USER_IDS, ids=[ascii(case[0]) for case in USER_IDS])
def test_a_bad_user_id_is_refused(user_id: Any, kind: type[Exception], message: str) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(kind) as caught:
            client.update_user(user_id, dept="x")
        assert zoom.connections == 0
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("user_id", "segment"),
    [
        ("a/b", "a%2Fb"),
        ("../me", "..%2Fme"),
        ("/", "%2F"),
        ("%2e%2e", "%252e%252e"),
        ("a?b#c", "a%3Fb%23c"),
        ("a b", "a%20b"),
        ("é\U0001f600", "%C3%A9%F0%9F%98%80"),
    ],
)
def test_any_other_user_id_is_one_segment_of_the_path(user_id: str, segment: str) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(zoomuser.NotFoundError):
            client.update_user(user_id, dept="x")
        assert zoom.requests[-1].target == f"/v2/users/{segment}"


@pytest.mark.parametrize("cancel", [5, "x", object()])
def test_a_bad_cancel_token_is_refused(cancel: Any) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(TypeError, match="CancelToken"):
            client.update_user(JANE, dept="x", cancel=cancel)
        assert zoom.connections == 0


def test_a_bad_cancel_token_is_named() -> None:
    with Sandbox() as zoom, zoom.client() as client, pytest.raises(TypeError, match=r"^cancel: "):
        client.update_user(JANE, dept="x", cancel=5)  # type: ignore[arg-type]


def test_what_a_mapping_raises_is_raised() -> None:
    class Angry:
        def items(self) -> list[tuple[str, str]]:
            raise LookupError("mine")

    with pytest.raises(LookupError, match=r"^mine$"):
        zoomuser.check(fields=Angry())  # type: ignore[arg-type]


@pytest.mark.parametrize("items", [[("dept", "x", "y")], ["dept"], 5, None])
def test_items_that_are_no_pairs_are_named(items: Any) -> None:
    class Wrong:
        def items(self) -> Any:
            return items

    with pytest.raises(TypeError, match=r"^fields: "):
        zoomuser.check(fields=Wrong())  # type: ignore[arg-type]
