"""What the dataclasses for parts of a field have in common."""

from __future__ import annotations


class Item:
    """A part of a field, such as a phone number. Members that are `None` are left out."""

    __slots__ = ()

    def as_dict(self) -> dict[str, object]:
        """The members that are set, under Zoom's names."""
        names: tuple[str, ...] = tuple(getattr(self, "__dataclass_fields__", ()))
        members = ((name, getattr(self, name)) for name in names)
        return {name: value for name, value in members if value is not None}
