"""Which checklist items a dataset satisfies, and what it lacks to do so."""

from __future__ import annotations

from collections.abc import Iterable

from workflows.inventory.datasets.quality import held, measured_first, unmeasured
from workflows.inventory.datasets.splits import missing_parts, twins
from workflows.inventory.registers.needs import Known, Missing, Need, need

DATASET = "dataset"
BUILDING = frozenset({"training", "validation", "test", "retrieval", "bias_work"})


def in_use(known: Known) -> bool:
    """Every dataset that is not blocked: a blocked one must not be used and proves nothing."""
    return known.status != "blocked"


def for_building(known: Known) -> bool:
    """Datasets that the system is built or tested with."""
    return in_use(known) and bool(BUILDING & set(known.body.get("uses") or ()))


def operational(known: Known) -> bool:
    """Datasets of input in operation."""
    return in_use(known) and "operational" in (known.body.get("uses") or ())


def rights_clear(known: Known) -> Missing | None:
    """Personal data needs a legal basis of its own."""
    personal = known.body.get("personal_data") in ("personal", "pseudonymous")
    if personal and known.body.get("legal_basis") == "not_personal":
        return "dataset_basis", {}
    return None


def quality_met(known: Known) -> Missing | None:
    """Every criterion measured after it was set, against the limit that was set, and within it or answered."""
    body = known.body
    moved = [one.criterion for one in held(body) if not one.kept]
    broken = [one.criterion for one in held(body) if not one.good]
    for code, found in (
        ("need_unmeasured", unmeasured(body)),
        ("need_limit_moved", moved),
        ("need_measured_first", measured_first(body)),
    ):
        if found:
            return code, {"criteria": _named(found)}
    if broken and not str(body.get("quality_answer") or "").strip():
        return "need_quality_broken", {"criteria": _named(broken)}
    return None


def split_clean(known: Known) -> Missing | None:
    """Three parts, the test part kept back, and no leakage left."""
    body = known.body
    if missing_parts(body):
        return "need_split_parts", {}
    if twins(body):
        return "need_split_twins", {"parts": _named(twins(body))}
    if body.get("leakage") not in ("none", "fixed"):
        return "need_leakage", {}
    return None if body.get("kept_back") == "yes" else ("need_kept_back", {})


def secured(known: Known) -> Missing | None:
    """A security check without open findings."""
    return None if known.body.get("security_result") in ("passed", "accepted") else ("need_security_open", {})


def special_ended(known: Known) -> Missing | None:
    """Special categories do not outlive their day."""
    return _overdue(known, "special_until", "need_special_end")


def disposed(known: Known) -> Missing | None:
    """What was done with it in the end; personal data is not kept beyond its day."""
    if known.body.get("disposal") == "kept" and known.body.get("personal_data") != "none":
        return _overdue(known, "retention_until", "need_personal_gone")
    return None


def _overdue(known: Known, key: str, code: str) -> Missing | None:
    day = str(known.body.get(key) or "")
    gone = known.body.get("disposal") in ("deleted", "moved", "returned")
    return (code, {"day": day}) if day and day < known.today.isoformat() and not gone else None


def _named(found: Iterable[str]) -> str:
    return ", ".join(found)


_PLANNED = {
    "source": "Own loan system, monthly export",
    "rights": "Use inside the group, contract 2024-17",
    "personal_data": "pseudonymous",
    "representativeness_needs": "Applicants of all ages in four languages",
    "criteria": [
        {"criterion": "Missing values", "better": "lower", "limit": 2, "unit": "%", "set_on": "2026-01-12"}
    ],
}
_USED = {"uses": ["training", "test"], "description": "One application"}
_SHA = "3f" * 32

need(
    Need(
        "DE-7",
        DATASET,
        filled=("source", "rights", "personal_data", "representativeness_needs", "criteria"),
        only=in_use,
        example="A planned dataset with its source, rights, whom it has to represent, and quality limits.",
        sample=_PLANNED,
    )
)
need(
    Need(
        "DA-1",
        DATASET,
        filled=("uses", "origin", "source", "rights", "personal_data", "legal_basis", "licence"),
        statuses=frozenset({"registered", "disposed"}),
        test=rights_clear,
        every=True,
        only=in_use,
        example="Each dataset with where it comes from, what may be done with it, on which basis and licence.",
        sample=_USED
        | {
            "origin": "own",
            "source": "Own loan system",
            "rights": "Use inside the group",
            "personal_data": "pseudonymous",
            "legal_basis": "contract",
            "licence": "None: own data",
        },
        sample_status="registered",
    )
)
need(
    Need(
        "DA-2",
        DATASET,
        filled=("provenance", "versions"),
        every=True,
        only=for_building,
        example="Each dataset with its steps from the source and a SHA-256 of every version used.",
        sample=_USED
        | {
            "provenance": "Export, pseudonyms, join with payments",
            "versions": [{"version": "2026-01", "made_on": "2026-01-10", "digest": _SHA}],
        },
    )
)
need(
    Need(
        "DA-3",
        DATASET,
        filled=("criteria", "measures"),
        test=quality_met,
        every=True,
        only=for_building,
        example="Limits set on 12 January, values measured on 2 February, all within or answered.",
        sample=_USED
        | {
            "criteria": _PLANNED["criteria"],
            "measures": [
                {"criterion": "Missing values", "value": 0.7, "limit": 2, "measured_on": "2026-02-02"}
            ],
        },
    )
)
need(
    Need(
        "DA-4",
        DATASET,
        filled=("representativeness", "gaps"),
        only=in_use,
        example="Whom the data represents for this use, each gap with what is done about it.",
        sample={
            "representativeness": "All ages from 18, four languages",
            "gaps": [{"gap": "Few over 70", "answer": "Weighted, a clerk looks"}],
        },
    )
)
need(
    Need(
        "DA-5",
        DATASET,
        filled=("bias_on", "bias_how", "bias"),
        only=for_building,
        example="How bias was examined, when, what was found per group, which measure was chosen.",
        sample=_USED
        | {
            "bias_on": "2026-02-03",
            "bias_how": "Approval rates by group, with confidence",
            "bias": [{"group": "Age", "finding": "Young refused more", "measure": "Feature dropped"}],
        },
    )
)
need(
    Need(
        "DA-6",
        DATASET,
        filled=("preparation", "labelling", "repeatable"),
        only=for_building,
        example="Steps of cleaning and labelling with the script and commit that repeat them.",
        sample=_USED
        | {
            "preparation": "Duplicates removed, incomes in one currency",
            "labelling": "Repaid or not after a year, from the ledger",
            "repeatable": "prepare.py, commit 41c0ffee",
        },
    )
)
