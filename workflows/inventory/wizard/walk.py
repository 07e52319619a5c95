"""Walks the questions of a scheme: which were asked, which still wait, and what follows. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflows.inventory.law.scheme import COMPUTED, YES_NO, Outcome, Question, Scheme

YES, NO, UNSURE = "yes", "no", "unsure"
STRENGTH = (NO, UNSURE, YES)


@dataclass(frozen=True)
class Answer:
    """What somebody said to one question; of a question with choices `chosen` are a yes and `unsure` open."""

    reply: str = ""
    chosen: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Step:
    """One question that was asked, with its answer and where it led."""

    question: Question
    answer: Answer
    target: str


@dataclass(frozen=True)
class Walk:
    """A walk from the first question to its end; `outcome` is None while an answer is missing."""

    steps: tuple[Step, ...]
    missing: tuple[str, ...]
    outcome: Outcome | None
    tier: str = ""
    flags: Mapping[str, str] = field(default_factory=dict)

    @property
    def unsure(self) -> tuple[str, ...]:
        """The questions that somebody has to find out about."""
        return tuple(step.question.key for step in self.steps if step.answer.reply == UNSURE)

    def set_flags(self) -> frozenset[str]:
        """Flags that count as set: unsure counts like yes."""
        return frozenset(flag for flag, reply in self.flags.items() if reply != NO)

    def chosen(self, key: str) -> tuple[str, ...]:
        """The choices of a question that count: the open ones too."""
        for step in self.steps:
            if step.question.key == key:
                return step.answer.chosen + step.answer.unsure
        return ()


def walk(scheme: Scheme, answers: Mapping[str, Answer]) -> Walk:
    """Follows the answers from the start.

    Where an answer is missing the walk goes on as if it were the harmless one, only to name further questions that
    need an answer; it then has no outcome.
    """
    steps: list[Step] = []
    missing: list[str] = []
    flags: dict[str, str] = {}
    at = scheme.start
    while at in scheme.questions:
        question = scheme.questions[at]
        answer = answers.get(at, Answer())
        if not is_answered(question, answer):
            missing.append(at)
            at = question.yes if scheme.is_outside(question.no) else question.no
            continue
        target = _target(scheme, question, answer.reply)
        steps.append(Step(question, answer, target))
        _raise_flags(flags, question, answer.reply)
        at = target
    outcome = None if missing else scheme.outcomes[at]
    tier = _tier(scheme, outcome, flags) if outcome else ""
    return Walk(tuple(steps), tuple(missing), outcome, tier, flags)


def is_answered(question: Question, answer: Answer) -> bool:
    """Whether an answer says enough to go on."""
    if question.kind == YES_NO or answer.reply in (NO, UNSURE):
        return answer.reply in STRENGTH
    return answer.reply == YES and bool(answer.chosen)


def leaves(scheme: Scheme, question: Question, reply: str) -> bool:
    """Whether an answer leaves the scheme, or takes a system out of its strict rules: both want an own reason."""
    target = _target(scheme, question, reply)
    return scheme.is_outside(target) or (reply == YES and bool(question.no_flag))


def no_needs_saying(scheme: Scheme, question: Question) -> bool:
    """Whether a no must be given to this very question, and one tick for all is not enough."""
    return scheme.is_outside(question.no)


def _target(scheme: Scheme, question: Question, reply: str) -> str:
    """Unsure goes the way of yes, but never out of the scheme and never past its strict rules."""
    if reply == UNSURE and (scheme.is_outside(question.yes) or question.no_flag):
        return question.no
    return question.no if reply == NO else question.yes


def _raise_flags(flags: dict[str, str], question: Question, reply: str) -> None:
    """Yes sets the one flag, no the other, unsure both; what is set once stays set."""
    said = {YES: (YES, NO), NO: (NO, YES), UNSURE: (UNSURE, UNSURE)}[reply]
    for flag, value in zip((question.yes_flag, question.no_flag), said, strict=True):
        if flag:
            flags[flag] = max(flags.get(flag, NO), value, key=STRENGTH.index)


def _tier(scheme: Scheme, outcome: Outcome, flags: Mapping[str, str]) -> str:
    if outcome.tier != COMPUTED:
        return outcome.tier
    present = {flag for flag, reply in flags.items() if reply != NO}
    found = [tier for tier in scheme.tiers.values() if tier.when_flags & present]
    best = max(found, key=lambda tier: tier.rank, default=scheme.tiers[outcome.otherwise])
    return best.key
