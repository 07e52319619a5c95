"""The sentences about being away and standing in."""

from __future__ import annotations

from workflows.ground.words import register

WORDS = register(
    {
        "away_day": "Choose a day.",
        "away_past": "The first day lies in the past. What was signed then cannot be made right afterwards.",
        "away_order": "The last day lies before the first.",
        "away_far": "Choose a last day within the next {days} days. Whoever is away longer hands things over instead.",
        "away_exists": "You are away on these days already.",
        "away_over": "This absence is over or called off already.",
        "lend_self": "Choose somebody else: nobody stands in for themselves.",
        "lend_unknown": "Choose a person who has access here.",
        "lend_closed": "{name} has no access here any more, so nobody can agree to that.",
        "lend_nothing": "You hold no role, so there is nothing that somebody could sign for you. Set the dates without a stand-in.",
        "lend_roles": "You can lend only roles that you hold yourself.",
        "lend_gates": "Choose from the gates that there are.",
        "lend_exists": "{name} was asked to stand in for you in that time already.",
        "lend_circle": "{name} has asked you to stand in for them in that time. Two people cannot stand in for each other at once.",
        "lend_chain_on": "{name} lets somebody else sign in that time, and what is lent to {name} cannot be lent on. Choose somebody who is there.",
        "lend_chain_held": "You stand in for {name} in that time, and what is lent to you cannot be lent on. Hand that back first.",
        "lend_over": "This is over, ended or answered already. Look at it again.",
        "warn_absent": "{name} is away for a part of that time: {starts_on} to {ends_on}.",
        "warn_outsider": "{name} is not an employee. Policies of the high tier keep their seats for employees, so {name} cannot sign there.",
        "warn_access": "{name}'s access ends on {ends_on}, before your last day.",
        "warn_late": "Requests that were handed in before {name} agrees stay with you: only a delegation agreed before the submission counts.",
        "warn_seat": "{ref}, {label}: {why}",
        "warn_role_ends": "Your role {role} ends on {ends_on}; after that nobody can sign in it for you.",
    }
)
"""Every refusal and warning of delegating by code."""
