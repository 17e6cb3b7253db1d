"""Base class of the dataclasses for nested fields."""

from __future__ import annotations


class Item:
    """A nested object of a field, such as a phone number. Members that are `None` are omitted."""

    __slots__ = ()

    # Here once, and not generated for each dataclass, which costs time at import.
    def __repr__(self) -> str:
        members = ", ".join(f"{name}={value!r}" for name, value in self._members())
        return f"{type(self).__qualname__}({members})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Item) or type(other) is not type(self):
            return NotImplemented
        return self._members() == other._members()

    def __hash__(self) -> int:
        return hash(self._members())

    def as_dict(self) -> dict[str, object]:
        """The members that are set, by their names in Zoom's API."""
        return {name: value for name, value in self._members() if value is not None}

    def _members(self) -> tuple[tuple[str, object], ...]:
        names: tuple[str, ...] = tuple(getattr(self, "__dataclass_fields__", ()))
        return tuple((name, getattr(self, name)) for name in names)
