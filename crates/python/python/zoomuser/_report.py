"""The report of `Client.doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from zoomuser._result import Result
    from zoomuser._vocabulary import Status


@dataclass(frozen=True)
class Check:
    """One check of `Client.doctor`."""

    name: str
    """What was checked: "options", "dns", "connection", "proxy", "certificate", "response", "clock", "token", "scopes",
    "rate" or, if that option is set, "share". If the client requests tokens itself, "dns" to "response" appear twice:
    for the token service, then for the API."""
    url: str
    """The URL of the server that was checked, or ""."""
    outcome: Literal["ok", "warning", "failed", "skipped"]
    """The outcome."""
    message: str
    """What was found, in one line of English."""
    hint: str
    """What to do about it, in one line, or ""."""

    def __str__(self) -> str:
        lines = [f"{self.outcome}: {self.name}: {self.message}"]
        if self.hint:
            lines.append(f"  try: {self.hint}")
        return "\n".join(lines)


@dataclass(frozen=True)
class Report:
    """The report of `Client.doctor`. `str(report)` has a line for each check."""

    checks: tuple[Check, ...]
    """Every check, in order."""
    result: Result
    """The result of the first check that failed, or success. It contains no response of Zoom, so it is safe to show."""

    @property
    def ok(self) -> bool:
        """Whether no check failed. Warnings do not count."""
        return self.result.ok

    @property
    def status(self) -> Status:
        """The status of the first check that failed, or `Status.OK`."""
        return self.result.status

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that failed."""
        return tuple(check for check in self.checks if check.outcome == "failed")

    def __str__(self) -> str:
        return "\n".join(map(str, self.checks))
