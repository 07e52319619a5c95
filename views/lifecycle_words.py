"""Words of the lifecycle pages: steps of a track, gates and stages."""

from __future__ import annotations

from flask_babel import gettext

from views.badges import badge_of
from workflows.approvals.policies.words import gate_label, stage_label
from workflows.lifecycle.track import Step


def N_(text: str) -> str:
    """Marks a word for translation."""
    return text


_STEPS = {
    "passed": N_("Approved"),
    "born": N_("Done"),
    "inherited": N_("Taken over"),
    "passed_over": N_("Not gated"),
    "adopted": N_("Adopted, not gated"),
    "current": N_("Current stage"),
    "suspended": N_("Suspended"),
    "outdated": N_("Outdated"),
    "retired": N_("Retired"),
    "todo": N_("Not yet"),
}

_SHAPES = {
    "in_review": "review",
    "changes_requested": "changes",
    "draft": "draft",
    "suspended": "suspended",
    "retired": "retired",
    "passed_over": "withdrawn",
}


def step_word(step: Step) -> str:
    """What a step of the track says."""
    word = _STEPS.get(step.word)
    return str(gettext(word)) if word else badge_of(step.word).word


def step_shape(step: Step) -> str | None:
    """The glyph of a step, where its kind does not say it."""
    return _SHAPES.get(step.word)


def gate_word(gate: str) -> str:
    """A gate inside a sentence."""
    label = str(gettext(gate_label(gate)))
    return label[:1].lower() + label[1:]


def stage_word(stage: str) -> str:
    """A stage, as its heading."""
    return str(gettext(stage_label(stage)))
