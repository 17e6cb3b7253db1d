"""The rows that `update_users` takes."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, Union

Row = Union[Mapping[str, object], tuple[str, Mapping[str, object]]]
RowsLike = Union[Iterable[Any], Any]

BATCH = 1024
"""The rows that are taken from an Arrow table at a time."""


def length_of(rows: RowsLike) -> int | None:
    """The number of rows, if it is known."""
    try:
        return len(rows)
    except TypeError:
        return None


def iterator_of(rows: RowsLike, key: str) -> Iterator[Any]:
    """The rows of an iterable, or of a frame of pandas, polars or Arrow, recognized by its methods."""
    if isinstance(rows, (str, bytes, bytearray, Mapping)):
        raise TypeError(f"rows: expected an iterable of rows, got {type(rows).__name__}: give [row] for one row")
    if hasattr(rows, "iter_rows"):  # polars
        return iter(rows.iter_rows(named=True))
    if hasattr(rows, "itertuples"):  # pandas
        return _pandas(rows, key)
    if hasattr(rows, "to_batches"):  # a table or data set of pyarrow
        return _batches(rows.to_batches(max_chunksize=BATCH) if hasattr(rows, "combine_chunks") else rows.to_batches())
    if hasattr(rows, "to_pylist"):  # a record batch of pyarrow
        return iter(rows.to_pylist())
    if hasattr(rows, "read_next_batch"):  # a reader of pyarrow
        return _batches(rows)
    if hasattr(rows, "__arrow_c_stream__"):
        return _stream(rows)
    if hasattr(rows, "collect") and hasattr(rows, "lazy"):  # a lazy frame of polars
        raise TypeError(f"rows: expected rows, got {type(rows).__name__}: call its method collect()")
    try:
        return iter(rows)
    except TypeError:
        raise TypeError(f"rows: expected an iterable of rows or a frame, got {type(rows).__name__}") from None


def async_iterator_of(rows: RowsLike, key: str) -> AsyncIterator[Any] | Iterator[Any]:
    """The same for asyncio: an asynchronous iterable stays one."""
    return aiter_of(rows) if isinstance(rows, AsyncIterable) else iterator_of(rows, key)


def aiter_of(rows: AsyncIterable[Any]) -> AsyncIterator[Any]:
    """`aiter`, which Python 3.9 does not have."""
    return rows.__aiter__()


def _pandas(frame: Any, key: str) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - of a package that may be missing
    if key not in frame.columns and key in frame.index.names:
        frame = frame.reset_index()
    names = list(frame.columns)
    if len(set(names)) < len(names):
        raise TypeError("rows: the frame has two columns of one name: rename or drop one of them")
    return (dict(zip(names, values)) for values in frame.itertuples(index=False, name=None))


def _batches(batches: Iterable[Any]) -> Iterator[Any]:
    return (row for batch in batches for row in batch.to_pylist())


def _stream(frame: Any) -> Iterator[Any]:  # noqa: ANN401 - of a package that may be missing
    try:
        import pyarrow  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        name = type(frame).__name__
        raise TypeError(f"rows: reading {name} needs the package pyarrow; give its rows as dicts instead") from None
    return _batches(pyarrow.RecordBatchReader.from_stream(frame))
