"""The sentences of conditions, and what the record can say about them."""

from __future__ import annotations

from workflows.ground.words import register
from workflows.record.actions import register as register_action

register(
    {
        "condition_not_open": "{ref} is not in force: it is met already, or the approval that set it is not given.",
        "condition_own": "You own this condition, so somebody else judges whether it is met.",
        "condition_offered_by_you": "You offered that this condition is met, so somebody else judges it.",
        "condition_not_yours": "Only the owner of the condition and the team of the system can show that it is met.",
        "condition_offered_already": "Somebody offered that already; it waits for its judgement.",
        "condition_nothing_offered": "Nothing is offered here that could be judged or taken back.",
        "condition_not_your_offer": "Only whoever offered it and the owner can take it back.",
        "condition_offer_text": "Write what was done.",
        "condition_other_offer": "Another offer stands here by now. Read it, then decide again.",
        "condition_verdict": "Choose whether you accept or refuse.",
        "condition_refuse_reason": "Write what is still missing.",
        "condition_change_reason": "Write why.",
        "condition_not_yours_to_give": "Only the governance lead and whoever signed the seat can name another owner.",
        "condition_same_owner": "This person owns the condition already.",
        "condition_extend_due": "Choose a later day than the present one, at most {latest}.",
        "condition_overdue": "{conditions} is overdue: until it is met or extended no gate opens.",
        "blocks_next_gate": "Overdue, it shuts the next gate of this version.",
        "denies_deploy": "Overdue, it shuts the next gate of this version and the deploy check denies.",
        "suspension_review": "Overdue, it shuts the next gate of this version and, where it runs, the governance lead decides on a suspension.",
        "turn_you_judge": "Your turn for the seat that set the condition",
        "turn_condition_offered": "it is offered as met; you accept or refuse that",
        "turn_condition_orphan": "the owner of the condition has left; name another",
    }
)

register_action("condition:offered", "{actor} offered that {about} is met")
register_action("condition:taken-back", "{actor} took back the offer that {about} is met")
register_action("condition:met", "{actor} accepted for the seat {seat} that {about} is met")
register_action("condition:refused", "{actor} did not accept for the seat {seat} that {about} is met")
register_action("condition:owner:changed", "{actor} gave {about} another owner")
register_action("condition:extended", "{actor} gave {about} until {due_on} for the seat {seat}")
register_action("condition:fell-due", "{actor} noted that {about} is overdue")
