"""Rows of tables as fields: wrong types, values of numpy and pandas, empty cells."""

from __future__ import annotations

import csv
import decimal
import io
from typing import Any

import pytest
import zoomuser
from zoomuser.testing import Sandbox

JANE = "jane@example.com"
NAN = float("nan")
ROWS: list[dict[str, Any]] = [
    {"type": 2, "use_pmi": True, "dept": "a", "pmi": 2551889200},
    {"type": 1, "use_pmi": False, "dept": None, "pmi": None},
]
SECOND = {"type": 1, "use_pmi": False}


class Index:
    """A whole number that is no int, as those of numpy."""

    def __index__(self) -> int:
        return 2


def stand_in(module: str, name: str, **members: Any) -> Any:
    return type(name, (), {"__module__": module, **members})()


NA = stand_in("pandas._libs.missing", "NAType")
NAT = stand_in("pandas._libs.tslibs.nattype", "NaTType")
TRUE = stand_in("numpy", "bool_", __bool__=lambda _: True)


def sent(**given: Any) -> Any:
    with Sandbox() as zoom, zoom.client() as client:
        assert client.update_user(JANE, **given).ok
        return zoom.requests[-1].json()


def test_all_wrong_types_are_said_at_once_and_what_else_is_wrong() -> None:
    fields: dict[str, Any] = {"dept": 5, "type": "7", "use_pmi": object(), "company": "ok", "no_such_field": "x"}
    with Sandbox() as zoom, zoom.client() as client:
        for call in (client.update_user, lambda _, **given: client.check(**given)):
            with pytest.raises(zoomuser.FieldTypeError) as caught:
                call(JANE, fields=fields)
            error = caught.value
            assert isinstance(error, zoomuser.CheckError)
            assert isinstance(error, TypeError)
            assert error.status is zoomuser.Status.CHECK_FAILED
            assert [problem.field for problem in error.problems] == ["dept", "use_pmi", "type", "no_such_field"]
            assert str(error).startswith("dept: expected str, got int; use_pmi: expected bool, got object; type: ")
        assert zoom.connections == 0


def test_the_one_call_says_all_at_once_too() -> None:
    with pytest.raises(zoomuser.FieldTypeError) as caught:
        zoomuser.update_user("a-token", JANE, dept=5, pmi=True, type=7)  # type: ignore[arg-type]
    assert [problem.field for problem in caught.value.problems] == ["dept", "pmi", "type"]


@pytest.mark.parametrize("way", ["keyword", "row"])
@pytest.mark.parametrize("two", [Index(), decimal.Decimal(2), decimal.Decimal("2.00")], ids=["index", "2", "2.00"])
def test_whole_numbers_of_other_types_are_integers(two: Any, way: str) -> None:
    given = {"type": two, "custom_attributes": [{"key": "k", "value": "v"}]}
    body = sent(**given) if way == "keyword" else sent(fields=given)
    assert body["type"] == 2
    assert type(body["type"]) is int


def test_numbers_that_are_not_whole_are_refused() -> None:
    for wrong in (decimal.Decimal("2.5"), decimal.Decimal("1E+1000000"), 2.5, 2.0**60):
        with pytest.raises(zoomuser.FieldTypeError, match=r"^type: expected int, got "):
            zoomuser.check(fields={"type": wrong})


def test_a_whole_float_is_an_integer_in_a_row_only() -> None:
    assert sent(fields={"type": 2.0}) == {"type": 2}
    with pytest.raises(zoomuser.FieldTypeError, match=r"^type: expected int, got float"):
        zoomuser.check(type=2.0)  # type: ignore[arg-type]


def test_numpy_booleans_are_booleans() -> None:
    assert sent(use_pmi=TRUE, feature={"zoom_phone": TRUE}) == {"use_pmi": True, "feature": {"zoom_phone": True}}


@pytest.mark.parametrize("missing", [NAN, decimal.Decimal("nan"), NA, NAT], ids=["nan", "Decimal", "NA", "NaT"])
def test_missing_values_are_left_out_of_a_row_and_refused_elsewhere(missing: Any) -> None:
    assert sent(fields={"dept": missing, "type": missing, "company": "c"}) == {"company": "c"}
    for given in (
        {"dept": missing},
        {"custom_attributes": [{"key": missing}]},
        {"fields": {"custom_attributes": [{"key": missing}]}},
    ):
        with pytest.raises(zoomuser.CheckError, match=r"missing value.*None"):
            zoomuser.check(**given)


def test_real_numpy_and_pandas() -> None:
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    frame = pandas.DataFrame(ROWS)
    first, second = frame.to_dict("records")
    assert sent(fields=first) == ROWS[0]
    assert sent(fields=second) == SECOND
    series = frame.iloc[0]
    assert sent(fields=series) == ROWS[0]
    frame = frame.astype({"pmi": "Int64", "dept": "string"})
    assert sent(fields=frame.iloc[1]) == SECOND
    values = {"type": numpy.int64(2), "use_pmi": numpy.bool_(1), "pmi": numpy.uint64(2551889200)}
    assert sent(**values) == {"type": 2, "use_pmi": True, "pmi": 2551889200}
    for missing in (numpy.nan, numpy.float32("nan"), numpy.datetime64("NaT"), pandas.NA, pandas.NaT):
        assert sent(fields={"dept": missing, "company": "c"}) == {"company": "c"}


@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow"])
def test_rows_of_pandas_with_other_types_of_columns(backend: str) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pandas.DataFrame(ROWS).convert_dtypes(dtype_backend=backend)
    assert sent(fields=frame.iloc[0]) == ROWS[0]
    assert sent(fields=frame.iloc[1]) == SECOND
    first, second = frame.to_dict("records")
    assert (sent(fields=first), sent(fields=second)) == (ROWS[0], SECOND)


def test_rows_of_polars_and_pyarrow() -> None:
    frame = pytest.importorskip("polars").DataFrame(ROWS)
    table = pytest.importorskip("pyarrow").Table.from_pylist(ROWS)
    for rows in (frame.to_dicts(), list(frame.iter_rows(named=True)), table.to_pylist()):
        assert [sent(fields=row) for row in rows] == [ROWS[0], SECOND]


def test_what_empty_cells_of_a_row_mean() -> None:
    row = next(csv.DictReader(io.StringIO("dept,company,type\n,c,\n")))
    assert sent(fields=row, empty="skip") == {"company": "c"}
    assert sent(fields={"dept": "", "company": "c"}) == {"dept": "", "company": "c"}
    assert sent(fields={"dept": "", "company": "c"}, empty="set") == {"dept": "", "company": "c"}
    assert sent(fields={"dept": ""}, empty="skip", company="") == {"company": ""}
    with pytest.raises(zoomuser.CheckError) as caught:
        zoomuser.check(fields=row, empty="error")
    assert [problem.field for problem in caught.value.problems] == ["dept", "type"]
    assert "\n" not in str(caught.value)
    with pytest.raises(zoomuser.CheckError, match=r'^empty: expected "set", "skip" or "error"'):
        zoomuser.check(fields=row, empty="leave")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^empty: expected str, got bool"):
        zoomuser.check(fields=row, empty=True)  # type: ignore[arg-type]


def test_only_empty_cells_that_are_skipped_send_nothing() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(zoomuser.CheckError, match=r"the patch is empty"):
            client.update_user(JANE, fields={"dept": ""}, empty="skip")
        assert zoom.requests == []
