"""Sentences about obligations."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "obligation_due": "It was to be done by {due}.",
        "obligation_before_assessment": "This lies before the day on which the assessment was passed.",
        "need_obligation_applies": "It applies already: do it, and say what shows it.",
        "obligation_nothing_owed": "Everything that follows from the classification is taken on already.",
        "turn_unsure": "The classification leaves open: {questions}. Find out and classify again.",
        "turn_law_question": "A question of the classification was changed: {what}. Look whether the answer is still right.",
        "turn_law_duty": "A duty was changed: {what}. Look what it asks of this system now.",
        "turn_law_date": "A date of the law was changed: {what}. Look what is due when.",
        "turn_law_clock": "A time limit of the law was changed: {what}. Look at open incidents and plans.",
    }
)
