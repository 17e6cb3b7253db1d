"""Every field of the catalogue, and how fields reach Zoom together."""

from __future__ import annotations

import csv
import io
import json
from types import MappingProxyType
from typing import Any

import pytest
import zoomuser
from zoomuser.testing import Sandbox

JANE = "jane@example.com"

BODY: dict[str, tuple[Any, Any]] = {
    "first_name": ("Ada", "Ada"),
    "last_name": ("Lovelace", "Lovelace"),
    "display_name": ("Ada \U0001f600 Łovelace", "Ada \U0001f600 Łovelace"),
    "type": (zoomuser.UserType.LICENSED, 2),
    "pmi": (2551889200, 2551889200),
    "use_pmi": (True, True),
    "timezone": ("Europe/Berlin", "Europe/Berlin"),
    "language": ("en-US", "en-US"),
    "dept": ("Research & <Development>", "Research & <Development>"),
    "vanity_name": ("ada", "ada"),
    "host_key": ("012345", "012345"),
    "cms_user_id": ("kaltura-ada", "kaltura-ada"),
    "job_title": ("Countess", "Countess"),
    "company": ('Analytical "Engines" \\ Ltd', 'Analytical "Engines" \\ Ltd'),
    "location": ("London\nSt James's", "London\nSt James's"),
    "phone_number": ("5550100", "5550100"),
    "phone_country": ("GB", "GB"),
    "custom_attributes": (
        [zoomuser.CustomAttribute(key="k", value="v"), {"name": "n"}],
        [{"key": "k", "value": "v"}, {"name": "n"}],
    ),
    "group_id": ("group", "group"),
    "phone_numbers": (
        (
            zoomuser.PhoneNumber(country="GB", code="+44", number="5550100", label=zoomuser.PhoneLabel.HOME),
            {"country": "DE", "label": "Fax"},
        ),
        [{"country": "GB", "code": "+44", "number": "5550100", "label": "Home"}, {"country": "DE", "label": "Fax"}],
    ),
    "manager": ("charles@example.com", "charles@example.com"),
    "pronouns": ("she/her", "she/her"),
    "pronouns_option": (zoomuser.PronounsOption.NEVER, 3),
    "plan_united_type": (zoomuser.PlanUnitedType.ENTERPRISE_JAPAN, "131072"),
    "zoom_one_type": (zoomuser.ZoomOneType.EDUCATION_ENTERPRISE_STUDENT, 576460752303423488),
    "feature": (zoomuser.Feature(zoom_phone=False), {"zoom_phone": False}),
    "about_me": ("Wrote notes.", "Wrote notes."),
    "linkedin_url": ("https://www.linkedin.com/in/ada", "https://www.linkedin.com/in/ada"),
    "cost_center": ("1843", "1843"),
    "division_ids": (["division"], ["division"]),
    "license_info_list": (
        [
            zoomuser.LicenseInfo(
                zoomuser.LicenseType.ZOOM_WORKPLACE_BUNDLE, zoomuser.LicenseOption.EDUCATION_ENTERPRISE_STUDENT, "s"
            )
        ],
        [{"license_type": "ZOOM_WORKPLACE_BUNDLE", "license_option": 576460752303423488, "subscription_id": "s"}],
    ),
}
"""What is given and what Zoom gets."""

QUERY: dict[str, tuple[Any, str]] = {
    "login_type": (zoomuser.LoginType.ZOOM_WORK_EMAIL, "login_type=100"),
    "remove_tsp_credentials": (True, "remove_tsp_credentials=true"),
}

HIDDEN = {"vanity_name", "host_key", "group_id", "feature", "about_me", "linkedin_url", "phone_numbers"}
"""What reading a user does not show, or shows differently."""


def sample(name: str) -> tuple[Any, Any]:
    """A value of a field that has none above, by its type: what is given and what Zoom gets."""
    kind = annotation(name).split(" | ")[0]
    simple: dict[str, Any] = {"str": "Ada", "int": 1, "bool": True, "Sequence[str]": ["Ada"]}
    if kind in simple:
        return simple[kind], simple[kind]
    member = next(iter(getattr(zoomuser, kind)), None)
    assert member is not None, f"{name}: give it a value in BODY"
    return member, member.value


def annotation(name: str) -> str:
    """The type of a field, as it is written."""
    return str(zoomuser.UserFields.__annotations__[name].__forward_arg__)


for field in zoomuser.UserFields.__annotations__:
    if field not in BODY and field not in QUERY:
        # A parameter of the query cannot be null.
        if "NullType" in annotation(field):
            BODY[field] = sample(field)
        else:
            given, wire = sample(field)
            QUERY[field] = (given, f"{field}={json.dumps(wire)}")


def test_the_catalogue_is_covered() -> None:
    assert {*BODY, *QUERY} == set(zoomuser.UserFields.__annotations__)


@pytest.mark.parametrize("name", sorted(BODY))
@pytest.mark.parametrize("way", ["keyword", "mapping"])
def test_a_field_reaches_zoom_as_it_is(name: str, way: str) -> None:
    given, wire = BODY[name]
    needed = {"phone_country": "GB"} if name == "phone_number" else {}
    fields = {name: given, **needed}
    with Sandbox() as zoom, zoom.client() as client:
        result = client.update_user(JANE, **fields) if way == "keyword" else client.update_user(JANE, fields=fields)
        (request,) = zoom.requests
        user = zoom.user(JANE)
    assert result.ok
    assert request.json() == {name: wire, **needed}
    assert (request.refused, request.ignored, request.target) == ((), (), f"/v2/users/{JANE}")
    assert user is not None
    if name not in HIDDEN:
        assert user[name] == wire


@pytest.mark.parametrize("name", sorted(QUERY))
def test_a_parameter_of_the_query(name: str) -> None:
    given, wire = QUERY[name]
    with Sandbox() as zoom, zoom.client() as client:
        assert client.update_user(JANE, **{name: given}).ok
        (request,) = zoom.requests
    assert request.target == f"/v2/users/{JANE}?{wire}"
    assert request.body == b"{}"


def test_a_row_of_a_csv_file() -> None:
    rows = io.StringIO(
        'user_id,first_name,type,use_pmi,zoom_one_type,phone_numbers\nx,Ada,2,false,,"[{""country"":""GB""}]"\n'
    )
    row: dict[str, Any] = next(csv.DictReader(rows))
    row.pop("user_id")
    assert row.pop("zoom_one_type") == ""
    with Sandbox() as zoom, zoom.client() as client:
        assert client.update_user(JANE, fields=row).ok
        assert zoom.requests[-1].json() == {
            "first_name": "Ada",
            "type": 2,
            "use_pmi": False,
            "phone_numbers": [{"country": "GB"}],
        }


def test_an_empty_cell_is_an_empty_text_and_not_left_out() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        client.update_user(JANE, fields={"dept": "", "company": "c"})
        assert zoom.requests[-1].body == b'{"dept":"","company":"c"}'
        with pytest.raises(zoomuser.CheckError, match=r"^type: "):
            client.update_user(JANE, fields={"type": ""})


def test_none_is_left_out_and_null_is_null() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        result = client.update_user(JANE, dept=zoomuser.NULL, company=None, fields={"location": None, "pronouns": ""})
        assert zoom.requests[-1].body == b'{"pronouns":"","dept":null}'
        user = zoom.user(JANE)
    assert result.warnings == (zoomuser.Problem("dept", "what Zoom does with null is not documented"),)
    assert user is not None
    assert "dept" not in user
    assert user["company"] == "Example Ltd"


def test_only_none_is_an_empty_patch() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(zoomuser.CheckError, match="the patch is empty"):
            client.update_user(JANE, dept=None)
        assert zoom.requests == []


@pytest.mark.parametrize("names", [("dept", "company", "about_me"), ("about_me", "company", "dept")])
def test_the_order_given_is_the_order_sent(names: tuple[str, ...]) -> None:
    fields: dict[str, Any] = dict.fromkeys(names, "x")
    wire = ('{"' + '":"x","'.join(names) + '":"x"}').encode()
    with Sandbox() as zoom, zoom.client() as client:
        client.update_user(JANE, **fields)
        client.update_user(JANE, fields=fields)
        client.update_user(JANE, fields=MappingProxyType(fields))
        assert [request.body for request in zoom.requests] == [wire] * 3


def test_members_keep_their_order() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        client.update_user(JANE, phone_numbers=[{"number": "1", "country": "GB", "code": "+44"}])
        assert zoom.requests[-1].body == b'{"phone_numbers":[{"number":"1","country":"GB","code":"+44"}]}'


def test_the_mapping_comes_before_the_keywords() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        client.update_user(JANE, fields={"company": "c", "about_me": "a"}, dept="d")
        assert zoom.requests[-1].body == b'{"company":"c","about_me":"a","dept":"d"}'


def test_multipart_sends_the_same_values_as_text() -> None:
    with Sandbox() as zoom, zoom.client(encoding="multipart") as client:
        assert client.update_user(JANE, dept="R \U0001f600", type=2, use_pmi=True, division_ids=["a"]).ok
        (request,) = zoom.requests
        user = zoom.user(JANE)
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert user is not None
    assert (user["dept"], user["type"], user["use_pmi"]) == ("R \U0001f600", 2, True)
    assert user["division_ids"] == ["a"]
