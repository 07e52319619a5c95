"""When a question is asked at all, in terms of the questions before it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from workflows.inventory.law.scheme import COMPUTED, Scheme


@dataclass(frozen=True)
class Condition:
    """Asked when the question with this number was answered so; unsure counts like `yes`."""

    number: int
    yes: bool


def conditions(scheme: Scheme) -> dict[str, tuple[Condition, ...]]:
    """For each question the answers that lead to it; empty for one that every full walk asks."""
    return _conditions(_Key(scheme))


@dataclass(frozen=True, eq=False)
class _Key:
    """A scheme as the key of what is kept about it: there is one object per version of it."""

    scheme: Scheme

    def __hash__(self) -> int:
        return id(self.scheme)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.scheme is self.scheme


@lru_cache(maxsize=16)
def _conditions(key: _Key) -> dict[str, tuple[Condition, ...]]:
    scheme = key.scheme
    numbers = {question: place for place, question in enumerate(scheme.questions, 1)}
    found: dict[str, tuple[Condition, ...]] = {}
    for question in scheme.questions:
        found[question] = () if _always(scheme, question) else _before(scheme, question, numbers)
    return found


def _always(scheme: Scheme, without: str) -> bool:
    """Whether no walk reaches an end that is computed without asking this question."""
    waiting, seen = [scheme.start], set()
    while waiting:
        step = waiting.pop()
        if step == without or step in seen:
            continue
        seen.add(step)
        outcome = scheme.outcomes.get(step)
        if outcome is not None:
            if outcome.tier == COMPUTED:
                return False
            continue
        waiting += [scheme.questions[step].yes, scheme.questions[step].no]
    return True


def _before(scheme: Scheme, target: str, numbers: dict[str, int]) -> tuple[Condition, ...]:
    found: list[Condition] = []
    for question in scheme.questions.values():
        if target not in (question.yes, question.no):
            continue
        if question.branches:
            found.append(Condition(numbers[question.key], question.yes == target))
        elif not _always(scheme, question.key):
            found += _before(scheme, question.key, numbers)
    return tuple(dict.fromkeys(found))
