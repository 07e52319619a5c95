"""Which checklist items a risk satisfies, and what it lacks to do so."""

from __future__ import annotations

from datetime import timedelta

from workflows.assurance.risks.rules import RATED, fresh, treated
from workflows.assurance.risks.scales import AFTER, BEFORE
from workflows.inventory.registers.needs import Known, Missing, Need, need

RISK = "risk"
FRESH_DAYS = 30
"""A look at the risk counts for a request that was opened at most so many days later."""

_PERSON = "01930000-0000-7000-8000-000000000000"
RATED_BEFORE = tuple(f"{BEFORE}_{part}" for part in RATED)
RATED_AFTER = tuple(f"{AFTER}_{part}" for part in RATED)


def assessed(known: Known) -> bool:
    """Risks that go through treatment and acceptance, as long as they are not closed."""
    return known.body.get("kind") == "risk" and known.status != "closed"


def early(known: Known) -> bool:
    """A screening, or a risk that was rated in full."""
    return known.body.get("kind") in ("screening", "risk") and known.status != "closed"


def threats(known: Known) -> bool:
    """Threat models."""
    return known.body.get("kind") == "threat_model" and known.status != "closed"


def of_going_on(known: Known) -> bool:
    """Harm of going on while something lapsed."""
    return known.body.get("kind") == "going_on" and known.status != "closed"


def has_treatment(known: Known) -> Missing | None:
    """What is done is decided: by measures with owner and day, or with a reason."""
    return None if treated(known.body) else ("risk_untreated", {})


def accepted(known: Known) -> Missing | None:
    """People at its level have accepted what it says now."""
    if not treated(known.body):
        return "risk_untreated", {}
    return None if known.approved else ("need_approval", {})


def looked_again(known: Known) -> Missing | None:
    """Somebody looked at it for this request, or shortly before it was opened."""
    since = (known.asked_on or known.today) - timedelta(days=FRESH_DAYS)
    return None if fresh(known.body, since, known.today) else ("risk_not_fresh", {"since": since.isoformat()})


def looked_again_and_accepted(known: Known) -> Missing | None:
    """Both: rated anew, and accepted as it is now."""
    return looked_again(known) or accepted(known)


_SCREENED = {
    "kind": "screening",
    "category": "bias_discrimination",
    "description": "Applicants over 55 could be ranked lower because training data knows few of them",
    "inherent_likelihood": "3",
    "inherent_organisation": "3",
    "inherent_individuals": "4",
    "inherent_society": "2",
}
_TREATED = {
    **_SCREENED,
    "kind": "risk",
    "causes": "Nine of ten records are of people under 45",
    "treatment": "reduce",
    "treatment_reason": "A threshold per group costs little",
    "plan": [
        {"measure": "Error rates per age group at every release", "owner": _PERSON, "due": "2026-12-15"}
    ],
}
_CARRIED = {
    **_TREATED,
    "residual_likelihood": "2",
    "residual_organisation": "2",
    "residual_individuals": "3",
    "residual_society": "2",
    "acceptance_reason": "A recruiter looks at every rejected application",
    "reviewed_on": "2026-11-24",
    "review_result": "Rates per group within their limits since May",
}

for _item in ("IN-4", "AD-4"):
    need(
        Need(
            item=_item,
            register=RISK,
            only=early,
            filled=("category", "description", *RATED_BEFORE),
            example="Bias against older applicants: possible, major for the person, rated 12 of 25.",
            prefill={"kind": "screening"},
            sample=_SCREENED,
        )
    )

need(
    Need(
        item="DE-3",
        register=RISK,
        only=assessed,
        every=True,
        filled=("category", "description", "causes", *RATED_BEFORE, "treatment"),
        test=has_treatment,
        example="Every risk of the system rated, with measures that have an owner and a date, or a reason to carry it.",
        prefill={"kind": "risk"},
        sample=_TREATED,
    )
)
need(
    Need(
        item="DE-9",
        register=RISK,
        only=threats,
        filled=("description", "threats"),
        example="Prompt injection through a CV: hidden text, held down by stripping formats, tried with 40 samples.",
        prefill={"kind": "threat_model"},
        sample={
            "kind": "threat_model",
            "description": "Everything that reads files from applicants",
            "threats": [
                {
                    "threat": "Prompt injection through a CV",
                    "way": "Hidden text in the file",
                    "measure": "Formats are stripped before reading",
                }
            ],
        },
    )
)
need(
    Need(
        item="TE-7",
        register=RISK,
        only=assessed,
        every=True,
        filled=(*RATED_BEFORE, *RATED_AFTER, "acceptance_reason"),
        test=accepted,
        example="RISK-4 fell from 12 to 6 by the threshold per group; the risk officer accepted it.",
        prefill={"kind": "risk"},
        sample=_CARRIED,
        sample_status="accepted",
    )
)
need(
    Need(
        item="RE-3",
        register=RISK,
        only=assessed,
        every=True,
        filled=(*RATED_BEFORE, "reviewed_on", "review_result"),
        test=looked_again,
        example="Looked at again this month with the figures of operation; nothing moved.",
        prefill={"kind": "risk"},
        sample=_CARRIED,
    )
)
need(
    Need(
        item="RS-3",
        register=RISK,
        only=assessed,
        every=True,
        filled=(*RATED_AFTER, "acceptance_reason", "reviewed_on", "review_result"),
        test=looked_again_and_accepted,
        example="Rated anew after the correction, and accepted as it is now.",
        prefill={"kind": "risk"},
        sample=_CARRIED,
        sample_status="accepted",
    )
)
need(
    Need(
        item="CH-4",
        register=RISK,
        only=assessed,
        every=True,
        filled=(*RATED_BEFORE, "reviewed_on", "review_result"),
        test=looked_again,
        example="Each risk looked at with the change in mind, with what that found.",
        prefill={"kind": "risk"},
        sample=_CARRIED,
    )
)
need(
    Need(
        item="SV-2",
        register=RISK,
        only=of_going_on,
        filled=("description", "controls_existing", *RATED_BEFORE, "reviewed_on"),
        test=looked_again,
        example="Until the renewal: wrong ranking stays possible, a recruiter reads every file meanwhile.",
        prefill={"kind": "going_on"},
        sample={
            **_SCREENED,
            "kind": "going_on",
            "controls_existing": "A recruiter reads every file",
            "reviewed_on": "2026-11-24",
        },
    )
)
