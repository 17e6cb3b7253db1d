"""Many users from the rows of a program."""

from __future__ import annotations

import csv
import io
import itertools
import operator
import pickle
import threading
from typing import TYPE_CHECKING, Any

import pytest
import zoomuser
from waiting import until
from zoomuser.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 100


def filled(count: int = COUNT) -> Sandbox:
    zoom = Sandbox()
    for number in range(count):
        zoom.add_user(f"id-{number}", email=f"user-{number}@example.com")
    return zoom


def row(number: int, dept: str = "x") -> dict[str, Any]:
    return {"user_id": f"id-{number}", "dept": dept}


def sent(rows: Any, **options: Any) -> list[tuple[str, Any]]:
    """What is sent for the rows, in their order."""
    with filled(5) as zoom, zoom.client() as client:
        updates = client.update_users(rows, ordered=True, concurrency=1, **options)
        updates.raise_for_failures()
        return [(request.target.rpartition("/")[2], request.json()) for request in zoom.requests]


def test_every_row_has_its_result() -> None:
    with filled() as zoom, zoom.client() as client:
        updates = client.update_users(row(number, f"d{number}") for number in range(COUNT))
        assert isinstance(updates, zoomuser.Updates)
        assert len(updates) == COUNT
        results = list(updates)
        assert sorted(result.index for result in results) == list(range(COUNT))
        for result in results:
            assert result.ok
            assert result.user_id == result.result.user_id == f"id-{result.index}"
            assert (result.result.http_status, result.error, result.outcome) == (204, None, "sent")
            user = zoom.user(result.user_id)
            assert user is not None
            assert user["dept"] == f"d{result.index}"
        assert updates.summary() == {
            "rows": COUNT,
            "outcomes": {"sent": COUNT},
            "why": "finished",
            "message": "every row was handled",
            "run": None,
        }
        assert updates.failed == []
        assert list(updates) == []


EXPECTED = [("id-0", {"dept": "a", "type": 2}), ("id-1", {"type": 1})]
CELLS: list[dict[str, Any]] = [
    {"user_id": "id-0", "dept": "a", "type": 2},
    {"user_id": "id-1", "dept": None, "type": 1},
]


def test_rows_are_mappings_or_pairs() -> None:
    assert sent(CELLS) == EXPECTED
    assert sent(csv.DictReader(io.StringIO("user_id,dept,type\nid-0,a,2\nid-1,,1\n"))) == EXPECTED
    assert sent([("id-0", {"dept": "a", "type": 2}), ["id-1", {"type": 1}]]) == EXPECTED
    assert sent([{"who": "id-0", "dept": "a", "type": 2}, {"who": "id-1", "type": 1}], key="who") == EXPECTED


def test_rows_are_left_as_they_are() -> None:
    rows = [dict(cell) for cell in CELLS]
    assert sent(rows) == EXPECTED
    assert rows == CELLS


def test_what_values_mean() -> None:
    rows = [{"user_id": "id-0", "dept": "", "company": zoomuser.NULL, "job_title": float("nan"), "type": 2.0}]
    assert sent(rows) == [("id-0", {"company": None, "type": 2})]
    assert sent(rows, empty="clear") == [("id-0", {"dept": "", "company": None, "type": 2})]


def test_frames_of_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(CELLS)
    assert sent(frame) == EXPECTED
    assert sent(frame.set_index("user_id")) == EXPECTED
    assert sent(frame.convert_dtypes()) == EXPECTED
    assert sent(frame.astype({"type": "float64"})) == EXPECTED
    assert sent(series for _, series in frame.iterrows()) == EXPECTED
    assert sent(frame.set_index("user_id").iterrows()) == EXPECTED
    doubled = pandas.concat([frame, frame[["dept"]]], axis=1)
    with pytest.raises(TypeError, match="two columns of one name"):
        sent(doubled)


def test_frames_of_polars() -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(CELLS)
    assert sent(frame) == EXPECTED
    with pytest.raises(TypeError, match=r"LazyFrame: call its method collect\(\)"):
        sent(frame.lazy())


class Stream:
    """A frame of another package, which offers only the protocol of Arrow."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


def test_tables_of_arrow() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.Table.from_pylist(CELLS)
    batch = table.to_batches()[0]
    for rows in (table, batch, pyarrow.RecordBatchReader.from_batches(table.schema, [batch]), Stream(table)):
        assert sent(rows) == EXPECTED


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("id-0", r"^rows: expected an iterable of rows, got str: give \[row\] for one row$"),
        ({"user_id": "id-0"}, r"^rows: expected an iterable of rows, got dict: give \[row\] for one row$"),
        (5, r"^rows: expected an iterable of rows or a frame, got int$"),
        ([5], r"^rows\[0\]: expected a mapping, or a pair of a user and a mapping, got int$"),
        ([("id-0", {}, {})], r"^rows\[0\]: expected a mapping, or a pair of a user and a mapping, got tuple$"),
        ([{"user_id": 5}], r"^rows\[0\]: user_id: expected str, got int$"),
        ([{"user_id": "id-0", 5: "x"}], r"^rows\[0\]: fields: expected str as the name of a field, got int$"),
    ],
)
@pytest.mark.parametrize("check", ["all_first", "each"])
def test_what_is_no_row_is_a_type_error(rows: Any, message: str, check: Any) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(TypeError, match=message):
            list(client.update_users(rows, check=check))
        assert zoom.requests == []


@pytest.mark.parametrize(
    ("options", "kind", "message"),
    [
        ({"check": "some"}, zoomuser.CheckError, r'^check: expected "all_first" or "each"'),
        ({"empty": "set"}, zoomuser.CheckError, r'^empty: expected "skip" or "clear"'),
        ({"concurrency": 65}, zoomuser.CheckError, r"^concurrency: expected a whole number from 1 to 64"),
        ({"concurrency": True}, TypeError, r"^concurrency: expected int, got bool"),
        ({"confirm": 1}, TypeError, r"^confirm: expected bool, got int"),
        ({"key": 1}, TypeError, r"^key: expected str, got int"),
        ({"run": 1}, TypeError, r"^run: expected str or os.PathLike, got int"),
        ({"stop_on": 1}, TypeError, "isinstance"),
        ({"cancel": 1}, TypeError, r"^cancel: expected CancelToken, got int"),
    ],
)
def test_wrong_options_are_named(options: Any, kind: type[Exception], message: str) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(kind, match=message):
            list(client.update_users([row(0)], **options))
        assert zoom.requests == []


BAD: list[Any] = [
    row(0),
    {"user_id": "id-1", "dept": 5, "type": "77"},
    {"dept": "x"},
    {"user_id": "id-2", "no_such_field": "x"},
    {"user_id": "id-3", "dept": "", "company": None},
    {"user_id": "id-4", "dept": "x", None: ["too", "many"]},
]


def test_one_row_that_is_not_valid_keeps_all_from_being_sent() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(zoomuser.FieldTypeError) as caught:
            client.update_users(BAD)
        assert zoom.requests == []
    error = caught.value
    assert [problem.field for problem in error.problems] == [
        "rows[1].dept",
        "rows[1].type",
        "",
        "rows[3].no_such_field",
        "rows[4]",
        "rows[5]",
    ]
    assert "rows[2]: user_id: missing; expected an id or e-mail address" in str(error)
    assert "rows[5]: the row has more cells than the first line has columns" in str(error)
    assert error.message == "5 of 6 rows are not valid; nothing was sent"
    assert "\n" not in str(error)


def test_so_many_rows_are_named() -> None:
    with Sandbox() as zoom, zoom.client() as client, pytest.raises(zoomuser.CheckError) as caught:
        client.update_users({"user_id": f"id-{number}", "type": 77} for number in range(1000))
    assert len(caught.value.problems) == 101
    assert caught.value.problems[-1].message == "and 900 more rows"


def test_each_row_may_be_judged_in_its_turn() -> None:
    with filled() as zoom, zoom.client() as client:
        updates = client.update_users(iter(BAD), check="each", ordered=True)
        with pytest.raises(TypeError, match="not known"):
            len(updates)
        assert updates
        results = list(updates)
        assert [result.outcome for result in results] == ["sent", *["refused"] * 5]
        assert len(zoom.requests) == 1
        assert updates.failed == results[1:]
        wrong = results[1].error
        assert isinstance(wrong, zoomuser.FieldTypeError)
        assert [problem.field for problem in wrong.problems] == ["dept", "type"]
        assert results[1].result is wrong.result


def test_rows_are_read_when_they_can_begin() -> None:
    read = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal read
        for number in itertools.count():
            read += 1
            yield row(number % COUNT)

    with filled() as zoom, zoom.client() as client:
        updates = client.update_users(rows(), check="each", concurrency=4)
        assert read == 0
        for done, _ in enumerate(updates, start=1):
            assert read <= done + 8  # those that run, and those that have ended and come next
            if done == 50:
                break
        updates.close()
        assert read <= 58
        outcomes = updates.summary()["outcomes"]
        assert outcomes["sent"] == len(zoom.requests)
        assert sum(outcomes.values()) == read, "rows that were read and not begun are not tried"
        assert updates.summary()["why"] == "interrupted"
        assert list(updates) == []


def test_rows_of_one_user_stay_in_order() -> None:
    with filled(1) as zoom, zoom.client() as client:
        client.update_users(row(0, f"d{number}") for number in range(50)).raise_for_failures()
        assert [request.json()["dept"] for request in zoom.requests] == [f"d{number}" for number in range(50)]


def test_results_in_the_order_of_the_rows() -> None:
    with filled() as zoom, zoom.client() as client:
        rows = [("slow-1000@sandbox.test", {"dept": "x"}), *(row(number) for number in range(COUNT))]
        assert next(client.update_users(rows)).index > 0
        assert [result.index for result in client.update_users(rows, ordered=True)] == list(range(COUNT + 1))
        assert len(zoom.requests) > COUNT


def test_a_failed_row_does_not_end_the_run() -> None:
    users = ["error-404-1001@sandbox.test", "id-0", "error-400-2033@sandbox.test", "drop@sandbox.test", "id-1"]
    with filled() as zoom, zoom.client() as client:
        updates = client.update_users([(user, {"dept": "x"}) for user in users], ordered=True)
        kinds = [type(result.error) for result in updates]
        assert kinds == [
            zoomuser.NotFoundError,
            type(None),
            zoomuser.RejectedError,
            zoomuser.TransportError,
            type(None),
        ]
        assert [result.index for result in updates.failed] == [0, 2, 3]
        assert updates.failed[0].result.api_code == 1001
        assert updates.failed[0].result.tracking_id
        with pytest.raises(zoomuser.BulkError, match=r"^3 of 5 rows failed: rows\[0\] \(error-404-1001@") as caught:
            updates.raise_for_failures()
        assert caught.value.failed == tuple(updates.failed)
        assert isinstance(caught.value, zoomuser.ZoomError)
        assert (caught.value.status, caught.value.retryable) == (zoomuser.Status.ROWS_FAILED, False)
        again = pickle.loads(pickle.dumps(caught.value))
        assert str(again) == str(caught.value)


def test_raise_for_failures_runs_to_the_end() -> None:
    with filled() as zoom, zoom.client() as client:
        client.update_users(map(row, range(COUNT))).raise_for_failures()
        assert len(zoom.requests) == COUNT
        with pytest.raises(zoomuser.BulkError):
            client.update_users([("error-404-1001@sandbox.test", {"dept": "x"})]).raise_for_failures()


@pytest.mark.parametrize("check", ["all_first", "each"])
def test_some_errors_end_the_run(check: Any) -> None:
    def rows() -> Iterator[tuple[str, dict[str, str]]]:
        yield "error-403-200@sandbox.test", {"dept": "x"}
        for number in range(COUNT):
            yield f"id-{number}", {"dept": "x"}

    with filled() as zoom, zoom.client() as client:
        updates = client.update_users(rows(), check=check, concurrency=1)
        results = list(updates)
        assert isinstance(results[0].error, zoomuser.ForbiddenError)
        assert [result.error for result in results[1:]] in ([], [None]), "a row may have begun before"
        assert updates.summary()["why"] == "interrupted"
        left = COUNT + 1 - len(results)
        assert updates.summary()["outcomes"].get("not-tried", 0) == (left if check == "all_first" else 0)
        assert len(zoom.requests) == len(results)
        assert len(list(client.update_users(rows(), check=check, stop_on=()))) == COUNT + 1
        only = client.update_users(rows(), check=check, concurrency=1, stop_on=zoomuser.ForbiddenError)
        assert len(list(only)) <= 2


def test_a_refused_token_ends_the_run() -> None:
    with filled() as zoom, zoomuser.Client(token="another-token-of-some-length", **zoom.options) as client:
        updates = client.update_users(map(row, range(COUNT)), concurrency=2, stop_on=())
        results = list(updates)
        assert 1 <= len(results) <= 4
        assert all(isinstance(result.error, zoomuser.UnauthorizedError) for result in results)
        assert (updates.summary()["why"], updates.summary()["outcomes"]) == ("token", {"not-tried": COUNT})


def test_a_row_may_be_confirmed() -> None:
    with filled() as zoom, zoom.client() as client:
        (result,) = client.update_users([row(0, "confirmed")], confirm=True)
        assert result.outcome == "applied"
        assert [field.outcome for field in result.result.fields] == ["applied"]


def test_what_is_left_alone_has_its_outcome() -> None:
    with filled() as zoom, zoom.client(only_changes=True) as client:
        assert [result.outcome for result in client.update_users([row(0), row(0)])] == ["sent", "already"]
        (result,) = client.update_users([row(0)])
        assert (result.outcome, result.ok, result.result.attempts) == ("already", True, 0)


def test_an_exception_of_the_rows_is_raised() -> None:
    def rows() -> Iterator[Any]:
        yield row(0)
        raise LookupError("mine")

    with filled() as zoom, zoom.client() as client:
        with pytest.raises(LookupError, match="mine"):
            client.update_users(rows())
        assert zoom.requests == []
        updates = client.update_users(rows(), check="each", concurrency=1)
        with pytest.raises(LookupError, match="mine"):
            list(updates)
        assert updates.summary()["outcomes"] in ({}, {"sent": 1})
        assert list(updates) == []


def test_an_exception_in_the_loop_ends_the_run() -> None:
    with filled() as zoom, zoom.client() as client:
        updates = client.update_users(map(row, range(COUNT)), concurrency=2)

        def loop() -> None:
            with updates:
                for _ in updates:
                    raise LookupError

        with pytest.raises(LookupError):
            loop()
        assert updates.summary()["outcomes"]["sent"] == len(zoom.requests) <= 5


def test_a_loop_that_is_left_ends_the_run() -> None:
    with filled() as zoom, zoom.client() as client:
        for _ in client.update_users(map(row, range(COUNT)), concurrency=2):
            break
        # The iterator is gone, and its calls have ended.
        count = len(zoom.requests)
        assert count <= 5
        client.update_user("id-0", dept="y")
        assert len(zoom.requests) == count + 1


def test_stop_lets_the_calls_end() -> None:
    with filled() as zoom, zoom.client() as client:
        updates = client.update_users(map(row, range(COUNT)), concurrency=3)
        results = [next(updates)]
        updates.stop()
        results += updates
        assert len(results) == len(zoom.requests) <= 7
        assert all(result.ok for result in results)
        assert updates.summary()["outcomes"]["not-tried"] == COUNT - len(results)


def test_a_cancel_token_ends_the_run() -> None:
    cancel = zoomuser.CancelToken()
    with filled() as zoom, zoom.client() as client:
        rows = [("slow-60000@sandbox.test", {"dept": "x"}), row(0)]
        updates = client.update_users(rows, concurrency=1, cancel=cancel)

        def work() -> None:
            until(lambda: len(zoom.requests) == 1)
            cancel.cancel()

        thread = threading.Thread(target=work)
        thread.start()
        result = next(updates)
        assert (result.outcome, type(result.error)) == ("in-doubt", zoomuser.CancelledError)
        with pytest.raises(zoomuser.CancelledError, match="the run was cancelled"):
            next(updates)
        assert list(updates) == []
        thread.join()
        assert updates.summary()["outcomes"] == {"in-doubt": 1, "not-tried": 1}


def test_a_second_thread_is_refused() -> None:
    cancel = zoomuser.CancelToken()
    with filled() as zoom, zoom.client() as client:
        updates = client.update_users([("slow-60000@sandbox.test", {"dept": "x"})], cancel=cancel)
        results: list[Any] = []

        def work() -> None:
            with pytest.raises(zoomuser.CancelledError):
                results.extend(updates)

        thread = threading.Thread(target=work)
        thread.start()
        until(lambda: len(zoom.requests) == 1)
        with pytest.raises(RuntimeError, match="another thread or task waits"):
            updates._state.native.next()  # noqa: SLF001 - `next` would also close it
        cancel.cancel()
        thread.join()
        assert len(results) == 1


def test_a_token_callable_is_asked() -> None:
    with filled() as zoom:
        asked: list[zoomuser.TokenRequest] = []

        def token(request: zoomuser.TokenRequest) -> str:
            asked.append(request)
            return zoom.token

        with zoomuser.Client(token=token, **zoom.options) as client:
            client.update_users(map(row, range(COUNT))).raise_for_failures()
        assert len(asked) == COUNT


def test_progress_bars_know_the_number_of_rows() -> None:
    with filled() as zoom, zoom.client() as client:
        assert operator.length_hint(client.update_users(iter([row(0)]), check="each"), 7) == 7
        assert operator.length_hint(client.update_users([row(0), row(1)], check="each"), 7) == 2
        assert len(list(client.update_users([row(0)], check="each"))) == 1
    tqdm, progress = pytest.importorskip("tqdm"), pytest.importorskip("rich.progress")
    with filled() as zoom, zoom.client() as client:
        for check in ("all_first", "each"):
            out = io.StringIO()
            updates = client.update_users(map(row, range(5)), check=check)
            assert len(list(tqdm.tqdm(updates, file=out))) == 5
            assert ("5/5" if check == "all_first" else "5it") in out.getvalue()
            updates = client.update_users(map(row, range(5)), check=check)
            console = pytest.importorskip("rich.console").Console(file=out)
            assert len(list(progress.track(updates, console=console))) == 5


def test_a_closed_client_begins_nothing() -> None:
    with filled() as zoom:
        client = zoom.client()
        client.close()
        with pytest.raises(RuntimeError, match="the client is closed"):
            client.update_users([row(0)])
