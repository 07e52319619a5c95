"""Which checklist items an obligation satisfies: done with its dates, or with a reason why it is not asked (yet)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workflows.inventory.body_days import day_in
from workflows.inventory.registers.needs import Known, Missing, Need, need

MET = frozenset({"met"})
CONFORMITY = ("assessment_by", "assessment_on", "declaration_ref", "declaration_on", "ce_mark_on")
REGISTERED = ("registered_in", "registration_number", "registered_on")
SETTLED = ("authority", "demanded", "answered", "settled_on")
ENDED = ("ended_what", "ended_on")


def about(topic: str) -> Callable[[Known], bool]:
    """Obligations about this topic."""
    return lambda known: known.body.get("topic") == topic


def days_have_come(*fields: str) -> Callable[[Known], Missing | None]:
    """What is done lies behind us: no field names a day that is still to come."""

    def test(known: Known) -> Missing | None:
        for field in fields:
            day = day_in(known.body, field)
            if day is not None and day > known.today:
                return "need_day_ahead", {"field": field}
        return None

    return test


def still_ahead(known: Known) -> Missing | None:
    """The day from which it applies is still to come."""
    day = day_in(known.body, "applies_from")
    return None if day is not None and day > known.today else ("need_obligation_applies", {})


def _need(item: str, topic: str, filled: tuple[str, ...], example: str, sample: dict[str, Any]) -> None:
    need(
        Need(
            item=item,
            register="obligation",
            filled=filled,
            statuses=MET,
            test=days_have_come(*(key for key in filled if key.endswith("_on"))),
            only=about(topic),
            example=example,
            prefill={"topic": topic},
            sample={"topic": topic} | sample,
            sample_status="met",
        )
    )


def _not_asked(item: str, topic: str, why: str) -> None:
    """The duty does not reach this system: somebody says why."""
    need(
        Need(
            item=item,
            register="obligation",
            filled=("why_not",),
            statuses=frozenset({"not_applicable"}),
            only=about(topic),
            example=f"Does not apply: “{why}”",
            prefill={"topic": topic},
            sample={"topic": topic, "why_not": why},
            sample_status="not_applicable",
        )
    )


def _not_yet(item: str, topic: str) -> None:
    """The duty applies from a later day, which stands there with the reason."""
    need(
        Need(
            item=item,
            register="obligation",
            filled=("applies_from", "why_not"),
            statuses=frozenset({"not_due"}),
            test=still_ahead,
            only=about(topic),
            example="Not due yet: “Annex III duties apply from 2 December 2027; planned with the next release.”",
            prefill={"topic": topic},
            sample={"topic": topic, "applies_from": "2999-12-02", "why_not": "Annex III applies from then"},
            sample_status="not_due",
        )
    )


_need(
    "TE-17",
    "conformity",
    CONFORMITY,
    "“Internal control (Annex VI) passed on 4 May, declaration DoC-12 signed on 6 May, CE mark shown since 7 May.”",
    {
        "assessment_by": "Internal control, Annex VI",
        "assessment_on": "2026-05-04",
        "declaration_ref": "DoC-12",
        "declaration_on": "2026-05-06",
        "ce_mark_on": "2026-05-07",
    },
)
_not_yet("TE-17", "conformity")
_need(
    "TE-18",
    "registration",
    REGISTERED,
    "“EU database, number EU-AI-1234, registered on 8 May.”",
    {"registered_in": "EU database", "registration_number": "EU-AI-1234", "registered_on": "2026-05-08"},
)
_not_yet("TE-18", "registration")
_need(
    "RT-7",
    "ending",
    ENDED,
    "“EU-AI-1234 set to withdrawn, contract with the supplier ended on 30 June.”",
    {"ended_what": "EU-AI-1234 set to withdrawn; supplier contract ended", "ended_on": "2026-06-30"},
)
_not_asked("RT-7", "ending", "It was never registered, and no contract hangs on it")
_need(
    "RS-4",
    "authority",
    SETTLED,
    "“The authority asked for the incident report; sent on 3 May, accepted on 9 May.”",
    {
        "authority": "Market surveillance authority",
        "demanded": "Incident report and a corrected threshold",
        "answered": "Report sent on 3 May, threshold corrected",
        "settled_on": "2026-05-09",
    },
)
_not_asked("RS-4", "authority", "No authority was concerned: the incident was not serious (Art. 3(49))")
