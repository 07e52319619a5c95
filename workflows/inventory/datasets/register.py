"""The register of datasets."""

from __future__ import annotations

from datetime import date

from workflows.ground.refused import Refused
from workflows.inventory.datasets import choices as known
from workflows.inventory.datasets import words as words
from workflows.inventory.datasets.fields import FIELDS
from workflows.inventory.registers.declaring import (
    Body,
    Derived,
    Page,
    Register,
    Relation,
    register,
)


def derive(body: Body) -> Derived:
    """How sensitive the data is, and the next day on which somebody has to look at it."""
    level = "none"
    if body.get("personal_data") in ("personal", "pseudonymous"):
        level = "personal"
    if body.get("special") == "yes":
        level = "special"
    gone = body.get("disposal") in ("deleted", "moved", "returned")
    keys = ("review_on",) if gone else ("review_on", "special_until", "retention_until")
    days = sorted(str(body[key]) for key in keys if body.get(key))
    return Derived(level if body.get("personal_data") or level == "special" else "", None, _day(days))


def check(body: Body) -> list[Refused]:
    """What the fields say together must be possible."""
    bad: list[Refused] = []
    first, last = body.get("collected_from"), body.get("collected_to")
    if first and last and last < first:
        bad.append(Refused("dataset_days", field="collected_to"))
    if body.get("special") == "yes" and body.get("personal_data") in ("none", "anonymised"):
        bad.append(Refused("dataset_basis", field="personal_data"))
    return bad


def _day(days: list[str]) -> date | None:
    try:
        return date.fromisoformat(days[0]) if days else None
    except ValueError:
        return None


DATASETS = register(
    Register(
        key="dataset",
        prefix="DS",
        area="datasets",
        title="Datasets",
        one="dataset",
        purpose="What data goes in, where it comes from, how good it is and when it goes. "
        "Data stewards and teams keep it; the data review reads it.",
        fields=FIELDS,
        statuses=known.STATUSES,
        writers=frozenset({"data_steward", "ml_lead", "dpo", "security_ciso", "legal_counsel"}),
        opinion=frozenset({"data_steward", "dpo", "security_ciso", "legal_counsel"}),
        listed=("uses", "origin", "licence"),
        levels=known.LEVELS,
        derive=derive,
        check=check,
        relations=(
            Relation("used_by", "Used by version", "version"),
            Relation("derived_from", "Made from", "dataset", frozen=True),
        ),
        record_pages=(
            Page("Lineage and order of measuring", "/registers/datasets/{ref}/lineage"),
            Page("Count a file", "/registers/datasets/{ref}/profile"),
        ),
        group="Data",
    )
)
