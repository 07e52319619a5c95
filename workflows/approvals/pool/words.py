"""Sentences of the pool: why a seat cannot be taken, assigned or asked for, and what stands on the page."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "seat_claimed": "{name} has taken this seat until {until}. They can give it back, or the governance lead can ask somebody else.",
        "seat_not_claimed": "You have not taken this seat, so there is nothing to give back.",
        "claim_other_seat": "You have taken the seat {role} of this request already. Give that back first.",
        "not_an_assigner": "Only the governance lead assigns seats; the committee chair when the lead is involved, top management when both are.",
        "assign_whom": "Choose a seat and a person.",
        "assigned_already": "{name} is asked to sign this seat already.",
        "nudged_already": "This request was nudged on that working day already; once a day is enough.",
        "nudge_not_yours": "Only the team, whoever handed it in and the governance lead nudge.",
        "nudge_nobody": "Nobody has the turn, so there is nobody to nudge.",
        "snooze_day": "Choose a day from tomorrow to {most} days ahead.",
        "snooze_past_due": "It is due {due}; it cannot be put aside beyond that.",
        "nudge_yourself": "It is your own turn.",
    }
)
