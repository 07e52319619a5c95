"""The sentences of the engine: why not, who could instead, and what became of things."""

from __future__ import annotations

from workflows.approvals.rules import Bar
from workflows.ground.words import register

BARS = {
    "bar_submitted": "{name} handed this request in (round {rounds}); whoever submits does not sign.",
    "bar_answered": "{name} answered or attached {items} here; whoever builds does not sign.",
    "bar_built": "{name} {what} this version; whoever builds does not sign.",
    "bar_wrote": "{name} wrote {records}; its author signs only in the role in which it was written.",
    "bar_team": "{name} belongs to the team of this system; the team does not sign.",
    "bar_other_seat": "{name} already signed in another seat of this request; one person fills one seat.",
    "bar_recused": "{name} stepped back from this request and does not come back into it.",
    "bar_inactive": "{name} has no access any more.",
    "bar_no_role": "{name} does not hold the role {role} for this system now.",
    "bar_late_grant": "{name} became {role} after this request was handed in; the governance lead may admit them.",
    "bar_not_staff": "{name} is not an employee, and this policy keeps its seats for employees.",
    "bar_lent_not": "{delegator} does not let {name} sign now.",
    "bar_lent_over": "{delegator} let {name} sign, and that is over.",
    "bar_lent_scope": "{delegator} does not let {name} sign as {role} at this gate.",
    "bar_lent_late": "{delegator} and {name} agreed on that after this request was handed in.",
}
"""Section 4 about somebody else; the same about the reader stands in `BARS_YOU`."""

BARS_YOU = {
    "bar_submitted_you": "You handed this request in (round {rounds}), so you do not sign it.",
    "bar_answered_you": "You answered or attached {items} here, so you do not sign it.",
    "bar_built_you": "You {what} this version, so you do not sign for it.",
    "bar_wrote_you": "You wrote {records}; as its author you sign only in the role in which you wrote it.",
    "bar_team_you": "You belong to the team of this system, so you do not sign for it.",
    "bar_other_seat_you": "You already signed in another seat of this request; one person fills one seat.",
    "bar_recused_you": "You stepped back from this request, so you do not sign it any more.",
    "bar_inactive_you": "Your access has ended.",
    "bar_no_role_you": "You do not hold the role {role} for this system now.",
    "bar_late_grant_you": "You became {role} after this request was handed in. The governance lead may admit you.",
    "bar_not_staff_you": "This policy keeps its seats for employees.",
    "bar_lent_not_you": "{delegator} does not let you sign this seat now.",
    "bar_lent_over_you": "{delegator} let you sign, and that is over. Nothing was signed.",
    "bar_lent_scope_you": "{delegator} does not let you sign as {role} at this gate.",
    "bar_lent_late_you": "You and {delegator} agreed on that after this request was handed in, so it does not count here.",
}

REFUSALS = {
    "unknown_kind": "This kind of request ({kind}) is not known here, so nothing can be decided about it.",
    "no_such_move": "The request is no longer where this act could follow. Look at it again.",
    "request_ended": "This request has ended already; nothing about it changes any more.",
    "request_expired": "The time of this request is over; a decision no longer counts. Open a new request.",
    "request_on_hold": "The version is suspended, so this request stands still until that ends.",
    "not_in_review": "Nothing has been handed in yet, so there is nothing to decide.",
    "not_in_review_now": "This request is not in review now, so it cannot be decided.",
    "not_with_team": "This request is not with the team now.",
    "no_such_seat": "This request has no such seat.",
    "seat_taken": "This seat is filled already; somebody else decided before you.",
    "not_your_step": "It is not this seat's turn yet: the seats before it decide first.",
    "content_moved": "The content changed since you read it. Round {round} is shown now with the difference; your words are kept.",
    "decision_does_not_fit": "Choose one of the decisions of this seat.",
    "decision_reason": "Write a reason for your decision.",
    "advice_reason": "The advice was against it. Write why you approve all the same.",
    "independent_seat_missing": "This policy wants one seat filled by somebody who wrote no record of this request, and yours would be the last.",
    "evidence_unchecked": "Not checked by you yet: {files}. Check them, or confirm that you decide without.",
    "evidence_unchecked_blocks": "Not checked by you yet: {files}. In the high tier every file is checked before an approval.",
    "too_many_terms": "At most {most} conditions or points go into one decision.",
    "conditions_do_not_fit": "Conditions belong to an approval with conditions only.",
    "points_do_not_fit": "Points belong to a request for changes only.",
    "plain_approve_impossible": "{items} must still be done, so only an approval with conditions is possible.",
    "points_missing": "Write at least one point: what is to be changed?",
    "point_text": "Write what is to be changed.",
    "condition_per_item": "Each open item needs a condition of its own: {items}.",
    "conditions_missing": "Write at least one condition.",
    "condition_text": "Write what has to be done.",
    "condition_due": "Choose a day from today to {latest}.",
    "term_owner": "Choose an active person for every condition and point.",
    "withdraw_reason": "Write why the request is withdrawn.",
    "withdraw_kind": "A request that the system opened is not withdrawn.",
    "recuse_in_person": "Stepping back is done in one's own seat only. Leave this one to {delegator}, or hand back what was lent to you.",
    "retract_reason": "Write why you take your signature back.",
    "not_in_team": "Only the team and holders of a working role for this system prepare its requests.",
    "must_cannot_be_set_aside": "This item must be answered in this tier; it cannot be set aside.",
    "unknown_status": "Choose one of the statuses.",
    "text_too_long": "At most {most} characters.",
    "not_needed_reason": "Write why this is not needed.",
    "no_evidence_given": "Choose a file, a piece of evidence that is there already, or a link.",
    "replace_one_file": "Choose exactly one file to replace the one that is there.",
    "evidence_not_yours": "{ref} is not evidence of this system.",
    "too_many_files": "At most {most} pieces of evidence go behind one item.",
    "item_not_asked": "This request does not ask for that item.",
    "would_open_must": "This would leave {items} open while the request is in review. Withdraw the request, or replace the answer.",
    "item_open": "{item} must be answered before the request can be handed in.",
    "should_needs_reason": "{item} has no answer: answer it, or write why it stays open.",
    "point_open": "Point {number} has no answer yet.",
    "point_answer": "Write what was done about this point.",
    "comment_empty": "Write something first.",
    "not_classified": "The system has no tier yet. Classify it first; the tier decides what is asked and who signs.",
    "prohibited_tier": "The system is classified as prohibited. Only retirement and rework can pass.",
    "no_round": "The content could not be frozen. Nothing was handed in.",
    "no_seats": "This policy names nobody who decides, so nothing can pass under it.",
    "seat_cannot_be_filled": "Nobody who may sign is left for the seat {role}: everybody who holds the role is in the team, built or handed in this request, or takes another seat.",
    "no_independent_seat": "The policy wants one seat filled by somebody who wrote no record of this request, and nobody is left for it.",
    "not_yours_to_submit": "This request is handed in by the system itself.",
    "submit_by": "Only {roles} of this system can hand this in.",
    "until_missing": "Choose the day until which it goes on: after today, and {latest} at the latest.",
    "until_does_not_fit": "A day until which it goes on belongs to a rejection that lets it go on.",
    "admit_reason": "Write why this person is admitted.",
    "not_an_admitter": "Only the governance lead admits signers; the committee chair when the lead is involved, top management when both are.",
    "admit_grantor": "The role was granted by somebody who is involved here, so it does not count for this request.",
}

NOTES = {
    "cleared_resubmitted": "cleared: the new round changed {changed}",
    "cleared_submitted": "cleared: the new round changed {changed}",
    "cleared_evidence_replaced": "cleared: evidence was replaced in {changed}",
    "cleared_answer_edited": "cleared: answers changed in {changed}",
    "cleared_record_moved": "cleared: a record behind {changed} changed",
    "cleared_version_moved": "cleared: the version itself changed ({changed})",
    "cleared_by_policy": "cleared: the stricter tier has other seats",
    "cleared_by_retraction": "taken back by its signer",
    "cleared_by_revocation": "cleared: the role was revoked",
    "advice_fell_away": "nobody holds this advising role, so it falls away",
    "recused_from_group": "the signer stepped back",
    "ended_approved": "approved by all seats",
    "ended_rejected": "rejected by a seat",
    "ended_withdrawn": "withdrawn by the team",
    "ended_expired": "its time was over",
    "ended_superseded": "overtaken by {by}",
}

register({**BARS, **BARS_YOU, **REFUSALS, **NOTES})


def say_bar(bar: Bar) -> str:
    """The code of a bar's sentence as it is said to the person it bars; of somebody else it speaks by name."""
    return bar.code if bar.of_other else f"{bar.code}_you"
