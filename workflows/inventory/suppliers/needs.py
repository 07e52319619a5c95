"""Which checklist items a supplier satisfies, and what it lacks to do so."""

from __future__ import annotations

from collections.abc import Iterable

from workflows.inventory.registers.needs import Known, Missing, Need, need
from workflows.inventory.suppliers import diligence
from workflows.inventory.suppliers.choices import CLAUSES, QUESTIONS
from workflows.inventory.suppliers.expiry import ENDED, papers_of
from workflows.inventory.suppliers.releases import unreviewed

SUPPLIER = "supplier"


def outside(known: Known) -> bool:
    """Suppliers from outside that supply now; what we build ourselves has none."""
    return known.body.get("decision") != "build" and known.status != "ended"


def asked_through(known: Known) -> Missing | None:
    """Every question answered, every gap too, and not refused."""
    body = known.body
    if diligence.unanswered(body):
        return "need_questions", {"open": _named(diligence.unanswered(body))}
    if body.get("outcome") == "refused":
        return "need_not_refused", {}
    return _answered("gaps_answer", diligence.gaps(body), known)


def documents_judged(known: Known) -> Missing | None:
    """Every kind of document obtained and judged, every gap answered."""
    missing, gaps = diligence.missing_documents(known.body), diligence.open_document_gaps(known.body)
    if missing:
        return "need_documents", {"documents": _named(missing)}
    return ("need_document_gaps", {"gaps": _named(gaps)}) if gaps else None


def agreed(known: Known) -> Missing | None:
    """A contract in force, and every clause looked for."""
    papers = papers_of(known.body)
    if not any(one.kind == "contract" and one.in_force(known.today) for one in papers):
        return "need_contract", {}
    if diligence.missing_clauses(known.body):
        return "need_clauses", {"open": _named(diligence.missing_clauses(known.body))}
    return _answered("clauses_answer", diligence.clause_gaps(known.body), known)


def reviewed(known: Known) -> Missing | None:
    """Every new version reviewed, no paper ended, and the review newer than the question."""
    body = known.body
    left = unreviewed(body)
    ended = [one.name for one in papers_of(body) if one.state(known.today) == ENDED]
    if left:
        return "need_releases", {"releases": _named(left)}
    if ended:
        return "need_paper_ended", {"papers": _named(ended)}
    if known.asked_on is not None and str(body.get("last_review") or "") < known.asked_on.isoformat():
        return "need_review_old", {"day": known.asked_on}
    return None


def _answered(key: str, gaps: tuple[str, ...], known: Known) -> Missing | None:
    if gaps and not str(known.body.get(key) or "").strip():
        return "need_gaps_answer", {"gaps": _named(gaps)}
    return None


def _named(found: Iterable[str]) -> str:
    return "; ".join(found)


_PERSON = "019bb0c0-0000-7000-8000-000000000001"
_NAMED = {
    "legal_name": "Nordlicht Analytics AG",
    "decision": "buy",
    "decision_why": "Nobody here could build it",
}
_SPLIT = {"responsibilities": [{"duty": "Tell of incidents", "who": "supplier", "where": "Contract, 9"}]}

need(
    Need(
        "IN-7",
        SUPPLIER,
        filled=("legal_name", "decision", "decision_why"),
        org=True,
        example="Bought from Nordlicht Analytics, because nobody here could build it; two others were looked at.",
        sample=_NAMED,
    )
)
need(
    Need(
        "DE-11",
        SUPPLIER,
        filled=("assessed_on", "assessed_by", "outcome", "responsibilities"),
        test=asked_through,
        every=True,
        only=outside,
        org=True,
        example="Every question answered, every gap with what is done about it, and who has which duty.",
        sample={key: "yes" for key, _ in QUESTIONS}
        | {"assessed_on": "2026-01-20", "assessed_by": _PERSON, "outcome": "approved"}
        | _SPLIT,
    )
)
need(
    Need(
        "DE-15",
        SUPPLIER,
        filled=("provider_docs",),
        test=documents_judged,
        only=outside,
        org=True,
        example="Instructions, data, tests, limits and security of the provider, each read and judged for our use.",
        sample={
            "provider_docs": [
                {"document": document, "obtained_on": "2026-01-15", "judged": "Enough for our use"}
                for document in diligence.ASKED_DOCUMENTS
            ]
        },
    )
)
need(
    Need(
        "TE-16",
        SUPPLIER,
        filled=("responsibilities", "papers"),
        test=agreed,
        org=True,
        example="A contract in force, its clauses looked through, and each duty with who has it.",
        sample=_SPLIT
        | {"papers": [{"kind": "contract", "name": "Frame contract", "starts_on": "2026-01-01"}]}
        | {key: "agreed" for key, _ in CLAUSES},
    )
)
need(
    Need(
        "RE-7",
        SUPPLIER,
        filled=("last_review", "review_outcome"),
        test=reviewed,
        every=True,
        only=outside,
        org=True,
        example="Each new model version reviewed with what came of it; contracts and certificates in force.",
        sample={
            "last_review": "2026-03-01",
            "review_outcome": "One new model version, tested again, no change for us",
            "releases": [
                {
                    "product": "NL-Text",
                    "release": "4.1",
                    "effect": "minor",
                    "reviewed_on": "2026-02-20",
                    "outcome": "Tested again",
                }
            ],
        },
    )
)
