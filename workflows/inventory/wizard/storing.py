"""What a walk leaves behind: every question asked in its own words, each answer with its reason, and what followed."""

from __future__ import annotations

from typing import Any

from workflows.inventory.law.scheme import MULTI, Scheme
from workflows.inventory.wizard.walk import Step, Walk


def stored_walk(scheme: Scheme, walked: Walk) -> dict[str, Any]:
    """The walk as plain data; the words of questions and choices stay as they were read."""
    assert walked.outcome is not None
    return {
        "scheme": scheme.key,
        "version": scheme.version,
        "outcome": walked.outcome.key,
        "outcome_text": walked.outcome.text,
        "tier": walked.tier,
        "flags": dict(sorted(walked.flags.items())),
        "steps": [_step(step) for step in walked.steps],
        "left_out": sorted(set(scheme.questions) - {step.question.key for step in walked.steps}),
    }


def roles_of(walked: Walk) -> list[str]:
    """The roles chosen in the question that asks for several."""
    for step in walked.steps:
        if step.question.kind == MULTI:
            return sorted(step.answer.chosen)
    return []


def _step(step: Step) -> dict[str, Any]:
    question, answer = step.question, step.answer
    said: dict[str, Any] = {
        "key": question.key,
        "text": question.text,
        "articles": list(question.articles),
        "reply": answer.reply,
        "reason": answer.reason,
    }
    if question.options:
        said["choices"] = [
            {"key": option.key, "label": option.label, "reply": _reply(option.key, step)}
            for option in question.options
        ]
    return said


def _reply(key: str, step: Step) -> str:
    if key in step.answer.chosen:
        return "yes"
    return "unsure" if key in step.answer.unsure else "no"
