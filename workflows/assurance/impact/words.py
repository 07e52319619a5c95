"""What assessments say when something contradicts itself or is missing."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "impact_weigh": "Say how heavy and how likely this harm is.",
        "impact_unanswered": "These questions are not judged yet: {questions}.",
        "impact_restricted": "This is a restricted use: it is not allowed as it is described. Change the use or its measures first.",
        "assessment_missing": "Whoever approves the assessment needs this; fill it in first.",
        "assessment_measures": "This outcome needs measures, each with an owner and a date.",
        "assessment_nobody_heard": "Say which of the people affected were heard, or why nobody was.",
        "dpia_prior_consultation": "What remains is high: the authority has to be consulted before anybody can approve this.",
        "dpia_no_reason": "Several reasons speak for a DPIA. Say why none is due.",
        "fria_notice_missing": "Say what shows that the authority was told.",
        "fria_without_impact": "Link the impact assessment that this takes up first.",
        "fria_impact_open": "{impact} is not approved for what it says now.",
        "fria_not_told": "The authority has not been told yet.",
        "need_dpia_started": "A DPIA is due and the processing is not described yet.",
        "need_fria": "A fundamental rights impact assessment is due: it satisfies this item once it is approved and the authority was told.",
        "impact_not_fresh": "Nobody has looked at it since {since}.",
        "impact_no_harm": "Tick at least one harm.",
        "turn_assessment_void": "It was approved and has changed since: look at it and put it forward again.",
    }
)
