"""Judging fields without sending them."""

from __future__ import annotations

import pytest
import zoomuser
from zoomuser.testing import Sandbox


def test_good_fields_are_good() -> None:
    result = zoomuser.check(first_name="Ada", type=2)
    assert (result.ok, result.attempts, result.http_status) == (True, 0, None)
    assert (result.problems, result.warnings) == ((), ())
    assert result.message == "the check found nothing; nothing was sent"


def test_warnings_do_not_stop() -> None:
    result = zoomuser.check(timezone="Mars/Olympus", dept=zoomuser.NULL)
    assert result.ok
    assert [warning.field for warning in result.warnings] == ["timezone", "dept"]


def test_problems_stop_and_warnings_come_along() -> None:
    with pytest.raises(zoomuser.CheckError) as caught:
        zoomuser.check(timezone="Mars/Olympus", type=7)
    assert [problem.field for problem in caught.value.problems] == ["type"]
    assert [warning.field for warning in caught.value.result.warnings] == ["timezone"]


def test_a_client_judges_by_its_options() -> None:
    with Sandbox() as zoom:
        with zoom.client(check="warn") as lenient:
            result = lenient.check(type=7)
        assert result.ok
        assert [warning.field for warning in result.warnings] == ["type"]
        with (
            zoom.client(encoding="multipart") as client,
            pytest.raises(zoomuser.CheckError, match=r"^dept: null has no"),
        ):
            client.check(dept=zoomuser.NULL)
        assert zoom.connections == 0


def test_no_token_is_needed() -> None:
    assert zoomuser.Client().check(dept="x").ok
    assert zoomuser.AsyncClient().check(dept="x").ok


def test_fields_and_keywords_are_judged_together() -> None:
    assert zoomuser.check(fields={"phone_number": "1"}, phone_country="GB").ok
    with pytest.raises(zoomuser.CheckError, match="needs phone_country"):
        zoomuser.check(fields={"phone_number": "1"})
