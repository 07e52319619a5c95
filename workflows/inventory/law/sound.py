"""Whether a scheme can be walked: every answer leads on, no walk goes in a circle, every end has a tier."""

from __future__ import annotations

from workflows.inventory.law.faults import fault
from workflows.inventory.law.scheme import COMPUTED, YES_NO, Scheme


def require_sound(scheme: Scheme) -> None:
    """Raises Refused `scheme_fault` for a scheme in which somebody could get lost."""
    if not scheme.tiers:
        raise fault("tiers", scheme.key)
    if scheme.start not in scheme.questions:
        raise fault("start", scheme.start)
    for question in scheme.questions.values():
        keys = [option.key for option in question.options]
        if question.kind != YES_NO and (not keys or len(set(keys)) != len(keys)):
            raise fault("options", question.key)
        for target in (question.yes, question.no):
            if target not in scheme.questions and target not in scheme.outcomes:
                raise fault("target", question.key)
    for outcome in scheme.outcomes.values():
        named = outcome.otherwise if outcome.tier == COMPUTED else outcome.tier
        if named not in scheme.tiers:
            raise fault("tier", outcome.key)
    reached = _reached(scheme)
    for key in [*scheme.questions, *scheme.outcomes]:
        if key not in reached:
            raise fault("unreached", key)


def _reached(scheme: Scheme) -> frozenset[str]:
    """Every step that some answers lead to; raises Refused when a walk could go on for ever."""
    done: set[str] = set()
    way: list[tuple[str, bool]] = [(scheme.start, False)]
    above: set[str] = set()
    while way:
        step, leaving = way.pop()
        if leaving:
            above.discard(step)
            done.add(step)
            continue
        if step in above:
            raise fault("circle", step)
        if step in done:
            continue
        if step in scheme.outcomes:
            done.add(step)
            continue
        above.add(step)
        way.append((step, True))
        question = scheme.questions[step]
        way += [(question.yes, False), (question.no, False)]
    return frozenset(done)
