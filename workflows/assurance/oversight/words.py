"""What measures of oversight still miss, in words."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "more_than_outputs": "More were overridden than were seen.",
        "more_than_planted": "More were found than were planted.",
        "overseer_training_over": "Overseers whose training does not hold today: {number}.",
        "oversight_override_untried": "No override was tried and passed.",
        "oversight_stop_untried": "No stop was tried and passed.",
        "oversight_not_reviewed": "No finished review of oversight in use.",
        "oversight_review_old": "The newest review ended on {day}, too long before the request.",
        "oversight_nothing_planted": "The newest review saw no outputs or planted no errors.",
        "oversight_misses_errors": "Overseers found {found} of {planted} planted errors; at least half is asked.",
    }
)
