"""Many users from files: `zoomuser.bulk`, and run folders."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import pytest
import zoomuser
from waiting import until
from zoomuser import bulk
from zoomuser.testing import Sandbox

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 20
CSV = "email,dept,type\nuser-0@example.com,Research,1\nuser-1@example.com,Sales,\n"


def filled() -> Sandbox:
    zoom = Sandbox()
    for number in range(COUNT):
        zoom.add_user(f"id-{number}", email=f"user-{number}@example.com", dept="Sales", type=1)
    return zoom


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bulk")


def written(folder: Path, text: str = CSV, name: str = "users.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def patches(zoom: Sandbox) -> int:
    return sum(request.method == "PATCH" for request in zoom.requests)


@pytest.mark.thread_unsafe(reason="a folder of its own")
def test_a_file_is_checked(folder: Path) -> None:
    good = bulk.check(written(folder))
    assert (list(good), good.ok, good.run, good.summary["rows"]) == ([], True, None, 2)
    text = "email;Abteilung\nuser-0@example.com;x\nuser-0@example.com;y\n"
    bad = bulk.check(str(written(folder, text)), map={"Abteilung": "dept"}, delimiter=";")
    assert not bad.ok
    assert [(record["line"], record["kind"], record["field"]) for record in bad] == [(3, "problem", "")]
    assert bulk.check(written(folder, text), map={"Abteilung": "dept"}, duplicates="in-order").ok
    assert bulk.check(written(folder, text), ignore_column="Abteilung").summary["exit"] == 3
    parts = [bulk.check(written(folder), part=f"{part}/2").summary["rows"] for part in (1, 2)]
    assert sum(parts) == 2
    missing = bulk.check(folder / "no such file")
    assert (missing[0]["line"], missing.ok) == (0, False)


@pytest.mark.thread_unsafe(reason="a folder of its own")
def test_plan_apply_and_undo(folder: Path) -> None:
    path = written(folder)
    with filled() as zoom, zoom.client() as client:
        planned = bulk.plan(client, path)
        assert [record["outcome"] for record in planned] == [None, "already"]
        assert planned[0]["fields"] == [{"field": "dept", "old": "Sales", "new": "Research"}]
        assert (planned.ok, planned.summary["changes"], patches(zoom)) == (False, 1, 0)

        done = bulk.apply(client, path)
        assert done.run == f"{path}.run-1"
        assert (done.ok, patches(zoom)) == (True, 1)
        assert [(record["line"], record["outcome"]) for record in done] == [(2, "sent"), (3, "already")]
        assert done[0]["http_status"] == 204
        summary = json.loads((folder / "users.csv.run-1" / "summary.json").read_text())
        assert summary.items() <= done.summary.items()
        for name in ("results.csv", "report.html"):
            assert (folder / "users.csv.run-1" / name).is_file()

        undone = bulk.undo(client, done.run)
        assert (undone.ok, undone.summary["rows"]) == (True, 1)
        user = zoom.user("user-0@example.com")
        assert user is not None
        assert user["dept"] == "Sales"


@pytest.mark.thread_unsafe(reason="a folder of its own")
def test_a_plan_is_applied_later(folder: Path) -> None:
    path, out = written(folder), folder / "plan.jsonl"
    with filled() as zoom, zoom.client() as client:
        assert len(bulk.plan(client, path, out=out)) == 2
        zoom.add_user("user-0@example.com", dept="Changed")
        done = bulk.apply(client, out)
        assert [record["outcome"] for record in done] == ["drifted", "already"]
        assert patches(zoom) == 0
        with pytest.raises(zoomuser.TransportError, match=r"^out: .*no such folder"):
            bulk.plan(client, path, out=folder / "no such folder" / "plan.jsonl")
        with pytest.raises(zoomuser.CheckError, match=r"^out: "):
            bulk.plan(client, path, out=path)
        with pytest.raises(zoomuser.CheckError, match=r"^junit: "):
            bulk.apply(client, path, junit=path)
        assert path.read_text(encoding="utf-8") == CSV
        with pytest.raises(zoomuser.CheckError, match=r"is a plan.*leave out part"):
            bulk.apply(client, out, part="1/2")


@pytest.mark.thread_unsafe(reason="a folder of its own")
def test_records_are_a_data_frame(folder: Path) -> None:
    pandas = pytest.importorskip("pandas")
    with filled() as zoom, zoom.client() as client:
        frame = pandas.DataFrame(bulk.apply(client, written(folder)))
    assert list(frame["outcome"]) == ["sent", "already"]
    assert list(frame.columns) == [
        *("row", "line", "user_id", "outcome", "status", "http_status", "api_code", "message", "hint", "tracking_id"),
        *("attempts", "waited_ms"),
    ]


@pytest.mark.thread_unsafe(reason="a folder of its own")
def test_failed_rows_raise_nothing(folder: Path) -> None:
    path = written(folder, "email,dept\nnobody@example.com,x\nuser-0@example.com,Research\n")
    with filled() as zoom, zoom.client() as client:
        done = bulk.apply(client, path, no_read=True, run=folder / "run", junit=folder / "junit.xml")
    assert [record["outcome"] for record in done] == ["failed", "sent"]
    assert (done.ok, done.summary["exit"], done.run) == (False, 12, str(folder / "run"))
    assert "nobody@example.com" in (folder / "run" / "failed.csv").read_text()
    assert "<testsuite" in (folder / "junit.xml").read_text()


@pytest.mark.thread_unsafe(reason="a folder of its own")
@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("email,dept\nuser-0@example.com\n", {}, r"users\.csv:2: "),
        ("email,dept\n", {}, r"users\.csv: no rows"),
        ("email,dept\nuser-0@example.com,\n", {"clear": " "}, r"^clear: expected a word"),
        (CSV, {"stop_at": "many"}, r"^stop_at: expected a percentage from 0% to 100%, or off"),
        (CSV, {"jobs": 0}, r"^jobs: expected a whole number from 1 to 64"),
        (CSV, {"part": "3/2"}, r"^part: expected a part and their number, e\.g\. 2/4"),
        (CSV, {"duplicates": "both"}, r"^duplicates: expected one of refuse, in-order"),
        (CSV, {"max_loss": "all"}, r"^max_loss: expected a number of rows, or a percentage"),
        (CSV, {"max_time": -1}, r"^max_time: expected seconds, 0 or more"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(folder: Path, text: str, options: Any, message: str) -> None:
    path = written(folder, text)
    with filled() as zoom, zoom.client() as client:
        with pytest.raises(zoomuser.CheckError, match=message) as caught:
            bulk.apply(client, path, **options)
        assert "\n" not in str(caught.value)
        assert patches(zoom) == 0
    assert [entry.name for entry in folder.iterdir()] == ["users.csv"]


@pytest.mark.thread_unsafe(reason="a folder of its own")
def test_wrong_types_are_named(folder: Path) -> None:
    path: Any = written(folder)
    options: Any = {"strict": 1}
    with filled() as zoom, zoom.client() as client:
        with pytest.raises(TypeError, match=r"^strict: expected bool, got int"):
            bulk.apply(client, path, **options)
        with pytest.raises(TypeError, match=r"^verify: no such option"):
            bulk.apply(client, path, verify=True)  # type: ignore[call-arg]
        with pytest.raises(TypeError, match=r"^path: expected str or os.PathLike, got int"):
            bulk.plan(client, 5)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=r"^client: expected Client, got PosixPath|got WindowsPath"):
            bulk.plan(path, client)  # type: ignore[arg-type]


@pytest.mark.thread_unsafe(reason="a folder of its own")
def test_a_plan_that_takes_much_away_needs_approval(folder: Path) -> None:
    rows = "".join(f"user-{number}@example.com,-\n" for number in range(12))
    path = written(folder, f"email,dept\n{rows}")
    with filled() as zoom, zoom.client() as client:
        with pytest.raises(zoomuser.CheckError, match=r"12 of 12 rows .* max_loss=12; nothing was sent"):
            bulk.apply(client, path, clear="-")
        assert patches(zoom) == 0
        assert not (folder / "users.csv.run-1").exists()
        assert bulk.apply(client, path, clear="-", max_loss=12).ok


@pytest.mark.thread_unsafe(reason="a folder of its own")
def test_an_account_that_cannot_be_read_is_an_error(folder: Path) -> None:
    path = written(folder)
    with filled() as zoom:
        client = zoomuser.Client(token="another-token-of-some-length", **zoom.options)
        with client, pytest.raises(zoomuser.UnauthorizedError):
            bulk.apply(client, path)
    assert not (folder / "users.csv.run-1").exists()


@pytest.mark.thread_unsafe(reason="a folder of its own")
def test_a_cancelled_run_is_resumed(folder: Path) -> None:
    path = written(folder, "user_id,dept\nslow-60000@sandbox.test,x\nid-1,x\n")
    cancel = zoomuser.CancelToken()
    with filled() as zoom, zoom.client() as client:

        def work() -> None:
            until(lambda: patches(zoom) == 1)
            cancel.cancel()

        thread = threading.Thread(target=work)
        thread.start()
        with pytest.raises(zoomuser.CancelledError, match=r"go on with zoomuser\.bulk\.resume\(client, "):
            bulk.apply(client, path, no_read=True, jobs=1, cancel=cancel)
        thread.join()
        zoom.answer_next(204)
        done = bulk.resume(client, path, jobs=1)
        assert [record["outcome"] for record in done] == ["sent", "sent"]
        assert done.run == f"{path}.run-1"
        assert done.summary["warnings"] == ["line 2: may have been sent before, and is sent again"]


@pytest.mark.thread_unsafe(reason="a folder of its own")
def test_rows_of_a_program_have_a_journal(folder: Path) -> None:
    run = folder / "run"
    rows = [{"user_id": f"id-{number}", "dept": "x"} for number in range(COUNT)]
    with filled() as zoom, zoom.client() as client:
        with client.update_users(iter(rows), run=run, concurrency=2) as updates:
            assert len(updates) == COUNT
            next(updates)
        begun = patches(zoom)
        assert begun < COUNT
        assert updates.summary()["run"] == str(run)
        with pytest.raises(zoomuser.CheckError, match=r"exists; a new run needs a new folder"):
            client.update_users(rows, run=run)
        done = bulk.resume(client, run)
        assert [record["outcome"] for record in done] == ["sent"] * COUNT
        assert patches(zoom) == COUNT, "no row was sent twice"


@pytest.mark.thread_unsafe(reason="a folder of its own")
def test_a_run_that_is_not_begun_leaves_no_folder(folder: Path) -> None:
    def broken() -> Any:
        yield {"user_id": "id-0", "dept": "x"}
        raise LookupError("mine")

    with filled() as zoom, zoom.client() as client:
        with pytest.raises(zoomuser.CheckError):
            client.update_users([{"user_id": "id-0", "type": 77}], run=folder / "run")
        with pytest.raises(LookupError):
            client.update_users(broken(), run=folder / "run")
        assert list(folder.iterdir()) == []
        rows = [{"user_id": "id-0", "type": 77}, {"user_id": "id-1", "dept": "x"}]
        updates = client.update_users(rows, run=folder / "run", check="each", ordered=True)
        assert [result.outcome for result in updates] == ["refused", "sent"]
        assert [record["outcome"] for record in bulk.resume(client, folder / "run")] == ["refused", "sent"]


@pytest.mark.thread_unsafe(reason="a folder of its own")
def test_an_undo_is_of_the_account_of_the_run(folder: Path) -> None:
    path = written(folder)
    with filled() as zoom, zoom.client() as client:
        done = bulk.apply(client, path)
        assert done.run is not None
        with filled() as other, other.client() as another:
            with pytest.raises(zoomuser.CheckError, match=r"account|server"):
                bulk.undo(another, done.run)
            assert patches(other) == 0
        assert bulk.undo(client, done.run).ok


@pytest.mark.parametrize(
    ("call", "options", "name"),
    [
        (bulk.resume, {"no_read": True}, "no_read"),
        (bulk.undo, {"retry": "failed"}, "retry"),
        (bulk.apply, {"out": "plan.jsonl"}, "out"),
    ],
)
def test_an_option_of_another_function_is_named(call: Any, options: Any, name: str) -> None:
    refused = pytest.raises(TypeError, match=rf"^{name}: no such option of {call.__name__}")
    with zoomuser.Client(token="unused") as client, refused:
        call(client, "users.csv", **options)
