"""Which checklist items notices and ways of explaining satisfy."""

from __future__ import annotations

from typing import Any, Final

from workflows.assurance.transparency.methods import METHOD
from workflows.assurance.transparency.parts import EXPLAINED_TO
from workflows.assurance.transparency.register import (
    DECISIONS,
    DESIGNED,
    FLAGGED,
    INCIDENT,
    RETIREMENT,
    SHOWN,
    USES,
    WORKERS,
)
from workflows.inventory.registers.needs import Known, Missing, Need, need, no_test
from workflows.inventory.resources.rows import day_of, last, passed, rows_of, text_of

_FLAGGED: Final = frozenset(key for key, _ in FLAGGED)
_READY: Final = frozenset({DESIGNED, SHOWN})
_TRIAL: Final = {"on": "2026-01-05", "what": "Five applicants read the form", "result": "passed"}
_TOLD: Final = {"whom": "Works council", "on": "2026-01-05", "how": "Letter"}


def trial_passed(known: Known) -> Missing | None:
    """The newest trial was passed, and it has taken place."""
    newest = last(rows_of(known.body, "tests"))
    if newest is None or (day_of(newest, "on") or known.today.max) > known.today:
        return ("trial_missing", {})
    return None if passed(newest) else ("trial_not_passed", {"day": day_of(newest, "on")})


def told_by_now(known: Known) -> Missing | None:
    """Everybody on the list was told by today."""
    later = [
        text_of(row, "whom")
        for row in rows_of(known.body, "told")
        if (day_of(row, "on") or known.today.max) > known.today
    ]
    return ("not_told_yet", {"names": later}) if later else None


def seen_in_use(known: Known) -> Missing | None:
    """Somebody looked at it in use, on a day that has come."""
    seen = day_of(known.body, "seen_on")
    return None if seen and seen <= known.today else ("notice_not_seen", {})


def every_audience(known: Known) -> Missing | None:
    """Each audience has its line, and readers understood it in the newest trial."""
    there = {text_of(row, "audience") for row in rows_of(known.body, "audiences") if text_of(row, "given")}
    empty = [label for key, label in EXPLAINED_TO if key not in there]
    if empty:
        return ("audience_missing", {"names": empty})
    return trial_passed(known)


def _of(*kinds: str) -> Any:
    return lambda known: known.body.get("kind") in kinds


def _notice(item: str, kind: str, filled: tuple[str, ...], example: str, **more: Any) -> Need:
    kinds = _FLAGGED | more.pop("also", frozenset()) if kind in _FLAGGED else {kind}
    sample = {"kind": kind, **more.pop("sample")}
    status = DESIGNED if DESIGNED in more.get("statuses", _READY) else SHOWN
    more = {"statuses": _READY, "test": no_test, "sample_status": status, **more}
    prefill = {"kind": kind} if kind not in _FLAGGED else {}
    return need(
        Need(
            item,
            "transparency_notice",
            filled=filled,
            example=example,
            only=_of(*kinds),
            prefill=prefill,
            sample=sample,
            **more,
        )
    )


_WORDED: Final[dict[str, Any]] = {
    "audience": ["affected"],
    "wording": "A system proposes.",
    "placement": "Above the form",
}

NEEDS: Final = (
    _notice(
        "DE-12",
        "interaction",
        ("audience", "wording", "placement"),
        "The sentence people read, where and when they read it, and for generated output the mark machines read.",
        sample=_WORDED,
    ),
    _notice(
        "TE-10",
        "interaction",
        ("wording", "placement", "tests"),
        "Five people used the form on a phone and all of them could say that a machine answers.",
        test=trial_passed,
        sample=_WORDED | {"tests": [_TRIAL]},
    ),
    _notice(
        "TE-19",
        WORKERS,
        ("wording", "told"),
        "The text, and the days on which works council and staff got it, before the first use.",
        test=told_by_now,
        sample=_WORDED | {"told": [_TOLD]},
    ),
    _notice(
        "TE-20",
        DECISIONS,
        ("wording", "placement", "route"),
        "The notice in the letter, and the way to ask for the main reasons with the days an answer takes.",
        sample=_WORDED | {"route": "By post or at the counter; answered within 30 days"},
    ),
    _notice(
        "TE-25",
        USES,
        ("allowed_uses", "forbidden_uses"),
        "Allowed: first drafts of letters. Forbidden: personal data, decisions about staff.",
        sample={"allowed_uses": "First drafts of letters", "forbidden_uses": "Personal data"},
    ),
    _notice(
        "DM-5",
        "interaction",
        ("wording", "shown_since", "seen_on", "seen_proof"),
        "Screens taken from the running form and the letter that went out on the first day.",
        statuses=frozenset({SHOWN}),
        also=frozenset({DECISIONS}),
        test=seen_in_use,
        sample=_WORDED
        | {"shown_since": "2026-01-05", "seen_on": "2026-01-06", "seen_proof": "Screens of the form"},
    ),
    _notice(
        "RT-2",
        RETIREMENT,
        ("wording", "told"),
        "The letter to users and customers three months before the end, and the day it was sent.",
        test=told_by_now,
        sample=_WORDED | {"told": [_TOLD]},
    ),
    _notice(
        "SU-5",
        INCIDENT,
        ("wording", "told"),
        "Who was told what on which day: users, provider, authority.",
        test=told_by_now,
        sample=_WORDED | {"told": [_TOLD]},
    ),
    need(
        Need(
            "TE-26",
            METHOD.key,
            filled=("decision", "method", "audiences", "faithful", "tests"),
            statuses=frozenset({"tried", "in_use"}),
            test=every_audience,
            sample_status="tried",
            example="Applicant: three reasons in words within 14 days; clerk: reasons beside the proposal; auditor: "
            "values per feature. Tried with six readers; reasons hold in 94 % of 500 cases.",
            sample={
                "decision": "Limit proposed to an applicant",
                "method": "Reasons read from the additive scorecard",
                "audiences": [
                    {"audience": key, "given": "Main reasons", "days": 14} for key, _ in EXPLAINED_TO
                ],
                "faithful": "Taken away, the reasons change the proposal in 94 % of 500 cases",
                "faithful_share": 94,
                "tests": [_TRIAL],
            },
        )
    ),
)
