"""Takes typed answers: cleans them, fills what one tick stands for, and says beside each what it still lacks. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workflows.ground.refused import Refused
from workflows.inventory.law.scheme import MULTI, YES_NO, Question, Scheme
from workflows.inventory.wizard.walk import (
    NO,
    STRENGTH,
    UNSURE,
    YES,
    Answer,
    Step,
    Walk,
    leaves,
    no_needs_saying,
    walk,
)
from workflows.inventory.wording import text

LONGEST = 2000


def cleaned(scheme: Scheme, answers: Mapping[str, Answer], none_applies: bool) -> dict[str, Answer]:
    """The answers in their stored form; what no question of the scheme asks is left out."""
    found: dict[str, Answer] = {}
    for question in scheme.questions.values():
        answer = _cleaned(question, answers.get(question.key, Answer()))
        if none_applies and not no_needs_saying(scheme, question):
            answer = _none(question, answer)
        found[question.key] = answer
    return found


def _cleaned(question: Question, answer: Answer) -> Answer:
    reason = text(answer.reason)
    if question.kind == YES_NO:
        return Answer(answer.reply if answer.reply in STRENGTH else "", reason=reason)
    known = [option.key for option in question.options]
    chosen = tuple(key for key in known if key in answer.chosen)
    unsure = tuple(key for key in known if key in answer.unsure and key not in chosen)
    reply = answer.reply if answer.reply in STRENGTH else ""
    if reply:
        # An open choice beside a clear one changes nothing for the gates: the clear one counts.
        reply = YES if chosen else UNSURE if unsure or reply == UNSURE else "" if reply == YES else NO
    return Answer(reply, chosen, unsure, reason)


def _none(question: Question, answer: Answer) -> Answer:
    """One tick answers no where nothing is marked; roles are never answered by it."""
    return replace(answer, reply=NO) if not answer.reply and question.kind != MULTI else answer


def with_common_reason(scheme: Scheme, answers: Mapping[str, Answer], common: str) -> dict[str, Answer]:
    """The answers with the common reason where they have none of their own and need none."""
    return {
        key: replace(one, reason=common)
        if not one.reason and one.reply and not wants_own_reason(scheme, scheme.questions[key], one.reply)
        else one
        for key, one in answers.items()
    }


def wants_own_reason(scheme: Scheme, question: Question, reply: str) -> bool:
    """Who leaves the rules, or does not know, says why beside that very answer."""
    return reply == UNSURE or leaves(scheme, question, reply)


def judged(
    scheme: Scheme, answers: Mapping[str, Answer], common: str, none_applies: bool
) -> tuple[Walk, list[Refused]]:
    """The walk through typed answers, and everything they lack, each beside its question."""
    said = with_common_reason(scheme, cleaned(scheme, answers, none_applies), text(common))
    walked = walk(scheme, said)
    bad = [_missing(scheme.questions[key]) for key in walked.missing]
    for step in walked.steps:
        bad += _reason(step)
    return walked, bad


def _missing(question: Question) -> Refused:
    code = "role_needed" if question.kind == MULTI else "wizard_answer"
    return (
        Refused(code, field=question.key, question=question.text)
        if code != "role_needed"
        else Refused(code, field=question.key)
    )


def _reason(step: Step) -> list[Refused]:
    at = f"{step.question.key}_why"
    if not step.answer.reason:
        return [Refused("wizard_reason", field=at)]
    if len(step.answer.reason) > LONGEST:
        return [Refused("too_long", field=at, limit=LONGEST)]
    return []
