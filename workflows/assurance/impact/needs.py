"""Which checklist items the assessments satisfy, and what they lack to do so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from workflows.assurance.impact.effects import RESTRICTED, level_of, unanswered
from workflows.assurance.impact.parts import REPLACED
from workflows.assurance.impact.rules import filled, fresh
from workflows.assurance.risks.taxonomy import dimensions
from workflows.inventory.registers.needs import Known, Missing, Need, need

IMPACT, DPIA, FRIA = "impact", "dpia", "fria"
FRESH_DAYS = 30
SCREEN = ("annex_iii", "vulnerable", "biometric", "prohibited", "screen_reason")


def live(known: Known) -> bool:
    """Assessments that no later one replaced."""
    return known.status != REPLACED


def allowed(known: Known) -> Missing | None:
    """The screen or the effects make it no restricted use."""
    return ("impact_restricted", {}) if level_of(known.body) == RESTRICTED else None


def whole(known: Known) -> Missing | None:
    """Every question is judged, somebody was heard or it is said why not, and the use is allowed."""
    left = unanswered(known.body)
    if left:
        return "impact_unanswered", {"questions": ", ".join(left)}
    if not (filled(known.body, "consulted") or filled(known.body, "not_consulted")):
        return "assessment_nobody_heard", {}
    return allowed(known)


def started(known: Known) -> Missing | None:
    """Not due with a reason, or due and begun."""
    if known.body.get("need") == "no" or filled(known.body, "processing"):
        return None
    return "need_dpia_started", {}


def finished(known: Known) -> Missing | None:
    """Not due with a reason, or approved for what it says now."""
    if known.body.get("need") == "no" or known.approved:
        return None
    return "need_approval", {}


def approved_without_fria(known: Known) -> Missing | None:
    """Approved for what it says now, and no FRIA is due."""
    lacking = whole(known)
    if lacking is None and not known.approved:
        lacking = "need_approval", {}
    if lacking is None and known.body.get("fria_due") != "no":
        lacking = "need_fria", {}
    return lacking


def approved_and_told(known: Known) -> Missing | None:
    """A FRIA that was due, is approved, and of which the authority was told."""
    if not known.approved:
        return "need_approval", {}
    return None if known.body.get("due") == "yes" else ("need_fria", {})


def looked_again(known: Known) -> Missing | None:
    """Somebody looked at it for this request, or shortly before it was opened."""
    since = (known.asked_on or known.today) - timedelta(days=FRESH_DAYS)
    if not fresh(known.body, since, known.today):
        return "impact_not_fresh", {"since": since.isoformat()}
    return allowed(known)


def _judged() -> dict[str, Any]:
    """An answer to every question, as it would be written."""
    return {
        one.key: [
            {"question": q.id, "answer": "Looked at; nothing of the kind", "direction": "none"}
            for q in one.questions
        ]
        for one in dimensions()
    }


_SCREENED = {
    "scope": "Ranking of applicants in Germany",
    "annex_iii": "yes",
    "vulnerable": "no",
    "biometric": "no",
    "prohibited": "no",
    "screen_reason": "Recruitment is point 4 of Annex III",
}
_WHOLE = {
    **_SCREENED,
    **_judged(),
    "description": "Ranks files; a recruiter decides",
    "parties": "Applicants, recruiters",
    "misuse": "Ranking without looking at the file",
    "participants": [{"who": "Works council", "part": "Groups affected"}],
    "not_consulted": "",
    "consulted": [{"group": "Works council", "how": "Meeting in May", "said": "Show reasons"}],
    "outcome": "go_on",
    "outcome_reason": "Harm is held down",
    "fria_due": "no",
    "fria_reason": "No public body",
    "reviewed_on": "2026-11-24",
    "review_result": "Nothing moved",
}
_DPIA = {
    "need": "yes",
    "need_reason": "Scoring of people on a large scale",
    "processing": "Files are read and ranked",
    "minimisation": "Only what the post asks for",
    "retention": "Six months, then erased",
    "access": "Recruiters of the post",
}

for _item in ("IN-5", "AD-5"):
    need(
        Need(
            item=_item,
            register=IMPACT,
            only=live,
            filled=("scope", *SCREEN),
            test=allowed,
            example="A use of Annex III without vulnerable groups: sensitive, so the committee looks at it.",
            sample=_SCREENED,
        )
    )
need(
    Need(
        item="DE-4",
        register=IMPACT,
        only=live,
        filled=("scope", "parties", "individuals", "groups", "society", "misuse", "participants", "outcome"),
        test=whole,
        example="All 24 questions judged, three harms with measures, the works council heard.",
        sample=_WHOLE,
    )
)
need(
    Need(
        item="DE-8",
        register=DPIA,
        only=live,
        filled=("need", "need_reason"),
        test=started,
        example="Due, because people are scored on a large scale; the processing is described.",
        sample=_DPIA,
    )
)
need(
    Need(
        item="DA-7",
        register=DPIA,
        only=live,
        filled=("need", "need_reason", "minimisation", "retention", "access"),
        test=finished,
        example="Approved with the advice of the data protection officer; files erased after six months.",
        sample=_DPIA,
        sample_status="approved",
    )
)
need(
    Need(
        item="TE-8",
        register=IMPACT,
        only=live,
        filled=("scope", "individuals", "groups", "society", "outcome", "fria_due", "fria_reason"),
        test=approved_without_fria,
        example="Approved after the tests; no FRIA due, because no public body uses it.",
        sample=_WHOLE,
        sample_status="approved",
    )
)
need(
    Need(
        item="TE-8",
        register=FRIA,
        only=live,
        filled=("due", "due_reason", "processes", "persons", "harms", "oversight", "notified_on", "notice"),
        test=approved_and_told,
        example="FRIA approved on the approved impact assessment, the authority told on 3 June.",
        sample={
            "due": "yes",
            "due_reason": "Credit scoring of natural persons",
            "processes": "Decision on credit lines",
            "persons": "Applicants",
            "harms": [
                {
                    "persons": "Single parents",
                    "harm": "Refused without reason",
                    "severity": "4",
                    "likelihood": "2",
                    "measures": "A clerk looks at every refusal",
                }
            ],
            "oversight": "Two clerks, one veto",
            "notified_on": "2026-11-20",
            "notice": "EV-4",
        },
        sample_status="approved",
    )
)
need(
    Need(
        item="RE-4",
        register=IMPACT,
        only=live,
        filled=("scope", "individuals", "groups", "society", "outcome", "reviewed_on", "review_result"),
        test=looked_again,
        example="Looked at again with the complaints of the year: one new group, no new harm.",
        sample=_WHOLE,
    )
)
