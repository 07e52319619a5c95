"""What a verification says: the verdict, what was found first, and how to say it to people and programs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_MOST = 50


class Verdict(StrEnum):
    """The three answers; there is no bare "intact", because nobody outside has seen the record yet."""

    CONSISTENT = "consistent"
    TAMPERED = "tampered"
    CANNOT_TELL = "cannot_tell"


EXIT_CODES = {Verdict.CONSISTENT: 0, Verdict.TAMPERED: 1, Verdict.CANNOT_TELL: 2}


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it must be, at entry `n` (None where no entry has a number)."""

    code: str
    n: int | None
    expected: str = ""
    found: str = ""
    what: str = ""

    @property
    def only_unknown(self) -> bool:
        """Whether it shows ignorance of this program and no change of the record."""
        return self.code in {"record_schema_unknown", "record_action_unknown"}


@dataclass(frozen=True)
class Report:
    """The result of one verification over all entries there were; `head` is the last link, for comparison later."""

    log: str
    checked: int
    head: str
    milliseconds: int
    problems: int
    unknown: int
    findings: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Tampered outweighs cannot tell, which outweighs consistent."""
        if self.problems:
            return Verdict.TAMPERED
        return Verdict.CANNOT_TELL if self.unknown else Verdict.CONSISTENT

    @property
    def first(self) -> Finding | None:
        """The finding with the lowest entry number that decided the verdict."""
        unknown = self.verdict is Verdict.CANNOT_TELL
        return next((finding for finding in self.findings if finding.only_unknown == unknown), None)

    @property
    def exit_code(self) -> int:
        """0 consistent, 1 tampered, 2 cannot tell."""
        return EXIT_CODES[self.verdict]

    def as_plain(self) -> dict[str, Any]:
        """The report for programs, and as the record keeps it."""
        return {
            "verdict": self.verdict.value,
            "log": self.log,
            "checked": self.checked,
            "head": self.head,
            "milliseconds": self.milliseconds,
            "problems": self.problems,
            "unknown": self.unknown,
            "findings": [
                {
                    "code": part.code,
                    "n": part.n,
                    "expected": part.expected,
                    "found": part.found,
                    "what": part.what,
                }
                for part in self.findings
            ],
        }


def from_plain(kept: dict[str, Any]) -> Report:
    """A report as the record kept it; raises KeyError or TypeError when it is none."""
    findings = tuple(Finding(**part) for part in kept["findings"])
    numbers = {name: int(kept[name]) for name in ("checked", "milliseconds", "problems", "unknown")}
    return Report(log=str(kept["log"]), head=str(kept["head"]), findings=findings, **numbers)


class Findings:
    """Collects findings in constant memory: counts all of them, keeps those with the lowest numbers."""

    def __init__(self) -> None:
        self.problems = 0
        self.unknown = 0
        self._kept: list[Finding] = []

    def add(self, finding: Finding) -> None:
        """Counts a finding and keeps it while it is among the first."""
        if finding.only_unknown:
            self.unknown += 1
        else:
            self.problems += 1
        self._kept.append(finding)
        if len(self._kept) > 4 * _MOST:
            self._kept = self._first()

    def first(self) -> tuple[Finding, ...]:
        """The first findings by entry number; those without a number come last."""
        return tuple(self._first())

    def _first(self) -> list[Finding]:
        in_order = sorted(self._kept, key=lambda part: (part.only_unknown, part.n is None, part.n or 0))
        changed = [part for part in in_order if not part.only_unknown][:_MOST]
        return changed + [part for part in in_order if part.only_unknown][: _MOST - len(changed)]
