"""The rows that `update_users` takes."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import Any

RowsLike = Any
"""An iterable of mappings or of pairs, or a frame."""

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
    if hasattr(rows, "collect") and hasattr(rows, "lazy"):  # a lazy frame of polars
        raise TypeError(f"rows: expected rows, got {type(rows).__name__}: call its method collect()")
    for method, read in READERS.items():
        if hasattr(rows, method):
            return read(rows, key)
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


def _table(table: Any, _: str) -> Iterator[Any]:  # noqa: ANN401 - of a package that may be missing
    return _batches(table.to_batches(max_chunksize=BATCH) if hasattr(table, "combine_chunks") else table.to_batches())


def _stream(frame: Any, _: str) -> Iterator[Any]:  # noqa: ANN401 - of a package that may be missing
    try:
        import pyarrow as pa
    except ImportError:
        name = type(frame).__name__
        raise TypeError(f"rows: reading {name} needs the package pyarrow; give its rows as dicts instead") from None
    return _batches(pa.RecordBatchReader.from_stream(frame))


READERS: dict[str, Callable[[Any, str], Iterator[Any]]] = {
    "iter_rows": lambda frame, _: iter(frame.iter_rows(named=True)),  # polars
    "itertuples": _pandas,
    "to_batches": _table,  # a table or data set of pyarrow
    "to_pylist": lambda batch, _: iter(batch.to_pylist()),  # a record batch of pyarrow
    "read_next_batch": lambda reader, _: _batches(reader),  # a reader of pyarrow
    "__arrow_c_stream__": _stream,
}
"""How frames are read, by a method that shows what they are. The first counts."""
