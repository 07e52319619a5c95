"""What the register of risks says when something contradicts itself or is missing."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "risk_before_first": "Rate it before measures first: what remains can only be judged against that.",
        "risk_after_above": "After measures it is rated higher than before them. Rate it again, or choose the treatment for an opportunity.",
        "risk_threats_elsewhere": "Threats stand in a record that is a threat model.",
        "risk_missing": "Whoever accepts the risk needs this; fill it in first.",
        "risk_kind_not_accepted": "Only a risk is accepted; a screening or a threat model leads to one.",
        "risk_plan_missing": "This treatment needs measures, each with an owner and a date.",
        "risk_untreated": "It is not decided what is done about it: measures with owner and date, or a reason.",
        "risk_not_fresh": "Nobody has looked at it since {since}.",
        "risk_none_chosen": "Tick at least one risk.",
        "risk_unknown": "There is no such starter risk.",
        "turn_acceptance_void": "It was accepted and has changed since: rate it, treat it, ask for acceptance again.",
        "turn_measure_due": "A measure is due since {due} and not written down as done: {measure}.",
        "turn_impact_moved": "The impact assessment it comes from has changed.",
    }
)
