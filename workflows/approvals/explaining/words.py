"""The sentences of an explanation: what the policy says now, and what it would say then."""

from __future__ import annotations

from workflows.ground.words import register

OUTCOMES = {
    "explain_incomplete": "It cannot pass: {items} must be done first.",
    "explain_unexplained": "It cannot be handed in: {items} needs an answer, or a reason why not.",
    "explain_unfillable": "Nobody can fill the seat {seat} beside all others, so it cannot be decided as it stands.",
    "explain_no_seat": "No seat decides here, so nothing can be approved.",
    "explain_no_independent": "Everybody who could decide wrote a record of this request; one seat has to be independent.",
    "explain_submittable": "It can be handed in: every item that blocks is done and different people can fill all seats.",
    "explain_pending": "It waits for {seats}.",
    "explain_approved": "Its seats approve it.",
    "explain_rejected": "Its seats reject it.",
    "explain_unreachable": "Too few seats are left to reach the number the policy asks for; it escalates and never opens by itself.",
}

register(
    {
        **OUTCOMES,
        "suppose_what": "Choose what happens.",
        "suppose_item": "Choose an item that is asked here.",
        "suppose_who": "Choose a person with a role here.",
        "suppose_no_seat": "{name} can fill no open seat of this request, so that cannot happen.",
        "seat_by_rule": "Policy {policy} asks for it in every case.",
        "seat_by_when": "Policy {policy} asks for it only {only}.",
        "seat_by_others": "It comes from another gate that has to be caught up.",
        "seat_not_asked": "Policy {policy} has a seat for {seat} only {only}; that is not so here.",
        "item_by_rule": "Policy {policy} asks for it in the {tier} tier.",
        "item_by_when": "Policy {policy} asks for it only {only}; that is so here.",
        "item_by_flag": "A flag of the classification makes it a must, whatever the tier.",
        "item_by_others": "It comes from another gate that has to be caught up.",
        "newer_policy": "Version {number} of the policy is in force since; this request stays under version {pinned}.",
    }
)
