"""Why a policy is refused, in sentences; everything wrong with one is said at once."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "no_statement": "There is no statement for {decision} at {gate}, so nothing can be signed.",
        "no_policy": "There is no policy in force for {gate} in the tier {tier}, so nothing can pass.",
        "not_set_up": "The organisation is not set up yet. Set-up adopts every starter policy by itself.",
        "policy_shape": "The policy cannot be read: {where} is not a table of fields.",
        "policy_schema": "The policy is written in a form that this version does not know.",
        "policy_field": "The policy cannot be read: {name} is missing or has another type than it should ({where}).",
        "policy_unknown_field": "The policy holds a field that nobody reads: {name} ({where}).",
        "policy_level": "{level} is no level; use must, should or na.",
        "policy_mode": "{mode} is no mode of a seat; use decides or advises.",
        "policy_threshold": "The group {seat} needs a threshold of at least one approval and at least one seat.",
        "policy_quorum": "The policy {gate}/{tier} has another quorum than seats; every role that signs is one seat.",
        "policy_empty": "The list {name} is empty; a policy needs at least one entry there.",
        "policy_name": "{name} is not known here as {kind} ({where}); only names of the registry can be used.",
        "policy_key": "{name} cannot be a key: use letters, digits, dots, dashes and underscores, 60 at most.",
        "policy_twice": "{key} stands twice in {name}; a key may stand there once.",
        "policy_number": "{name} must be at least 1 ({where}).",
        "policy_no_seat": "No seat decides in every case, so the gate could open or stay shut by itself.",
        "policy_asks_nothing": "No item must be done in every case before this gate opens.",
        "policy_late_advice": "The advice of {seat} would come after the decision.",
        "policy_scope": "The seat {seat} always covers the whole bundle and cannot be limited to items.",
        "policy_advises_only": "The role of the seat {seat} advises and does not decide.",
        "policy_needs": "The group {seat} needs {needs} approvals of {seats} seats; that can never work.",
        "size_unknown": "Choose one of the sizes listed; {size} is none.",
        "policy_merged_twice": "The seat {seat} names a role twice.",
        "policy_merged_role": "The seat {seat} cannot be merged with {role}, who hands in, builds or validates.",
        "policy_merged_people": "With merged seats at least {fewest} people take part ({tier}), here {people}.",
        "yaml_no_table": "This is no policy: a table of fields such as gate, tier and items is expected.",
    }
)
