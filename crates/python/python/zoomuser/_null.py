"""JSON null as the value of a field."""

from __future__ import annotations

from typing import Final, final


@final
class NullType:
    """The type of `NULL`, JSON null as the value of a field. `None` omits a field."""

    _instance: NullType | None = None

    def __new__(cls) -> NullType:
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __repr__(self) -> str:
        return "zoomuser.NULL"

    def __reduce__(self) -> str:
        return "NULL"

    def __bool__(self) -> bool:
        return False


NULL: Final = NullType()
"""JSON null as the value of a field. Zoom does not document what it does with it."""
