"""What the doctor found."""

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
    """What was looked at: "options", "dns", "connection", "proxy", "certificate", "answer", "clock", "token", "scopes"
    or "rate". Where an app gets its own tokens, the five from "dns" to "answer" come twice: for the token service, then
    for the API."""
    url: str
    """Of the server that it is about, or ""."""
    outcome: Literal["ok", "warning", "failed", "skipped"]
    """How it ended."""
    message: str
    """One line of English."""
    remedy: str
    """What to do about it, in one line, or ""."""

    def __str__(self) -> str:
        lines = [f"{self.outcome}: {self.name}: {self.message}"]
        if self.remedy:
            lines.append(f"  try: {self.remedy}")
        return "\n".join(lines)


@dataclass(frozen=True)
class Report:
    """What `Client.doctor` found. As a text it is a line for each check."""

    checks: tuple[Check, ...]
    """Every check, in order."""
    result: Result
    """How the examination ended: as the first check that failed. It has no answer of Zoom's, so it can be shown."""

    @property
    def ok(self) -> bool:
        """Whether no check failed. Warnings do not count."""
        return self.result.ok

    @property
    def status(self) -> Status:
        """What the first check that failed is to the caller, or `Status.OK`."""
        return self.result.status

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that failed."""
        return tuple(check for check in self.checks if check.outcome == "failed")

    def __str__(self) -> str:
        return "\n".join(map(str, self.checks))
