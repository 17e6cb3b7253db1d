"""A user, as read from Zoom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoomuser._result import Result


class User(Mapping[str, object]):
    """A user as returned by `GET /users/{user_id}` or by a list: a mapping of Zoom's JSON, in its order.

    The names are those of the response, for example `vanity_url` for the field that `vanity_name` sets. A field without
    a value, or one that Zoom never returns (`host_key`, ...), is missing: use `get`.
    """

    __slots__ = ("_members", "result")

    result: Result
    """The result of the call that read the user, with Zoom's response; of a listed user, that of its page."""

    def __init__(self, result: Result, members: object = None) -> None:
        if members is None:
            members = result.json()
        if not isinstance(members, dict):
            raise TypeError("result: expected the result of reading a user")
        self._members: dict[str, object] = members
        self.result = result

    @property
    def pending(self) -> bool:
        """Whether the invitation is open. Zoom answers an update of a pending user with 204 and changes nothing."""
        return self.get("status") == "pending"

    def __getitem__(self, name: str) -> object:
        return self._members[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def __repr__(self) -> str:
        return f"User({self._members!r})"

    def __reduce__(self) -> tuple[type[User], tuple[Result, dict[str, object]]]:
        return type(self), (self.result, self._members)
