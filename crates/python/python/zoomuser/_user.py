"""A user as Zoom shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoomuser._result import Result


class User(Mapping[str, object]):
    """A user as reading shows it: names and values of Zoom's JSON, in its order.

    Names are those of reading, e.g. `vanity_url` for what `vanity_name` sets. What a user does not have, and what Zoom
    never shows (`host_key`, ...), is not there: use `get`.
    """

    __slots__ = ("_members", "result")

    result: Result
    """How the call that read it ended, with Zoom's answer."""

    def __init__(self, result: Result) -> None:
        members = result.json()
        if not isinstance(members, dict):
            raise TypeError("result: expected one of a user that was read")
        self._members: dict[str, object] = members
        self.result = result

    @property
    def pending(self) -> bool:
        """Whether the invitation is not accepted yet: Zoom answers updates of such a user with 204 and makes none."""
        return self.get("status") == "pending"

    def __getitem__(self, name: str) -> object:
        return self._members[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def __repr__(self) -> str:
        return f"User({self._members!r})"

    def __reduce__(self) -> tuple[type[User], tuple[Result]]:
        return type(self), (self.result,)
