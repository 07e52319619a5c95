"""The register of suppliers."""

from __future__ import annotations

from workflows.ground.refused import Refused
from workflows.inventory.registers.declaring import (
    EITHER,
    Body,
    Derived,
    Page,
    Register,
    Relation,
    register,
)
from workflows.inventory.suppliers import choices as known
from workflows.inventory.suppliers.diligence import clause_gaps, gaps, level_of
from workflows.inventory.suppliers.expiry import day_of, next_day
from workflows.inventory.suppliers.fields import FIELDS
from workflows.inventory.suppliers.releases import releases_of

SUPPLIES = "supplies"


def derive(body: Body) -> Derived:
    """How far the questions are, how many gaps there are, and the next day on which somebody has to act."""
    return Derived(level_of(body), len(gaps(body)) + len(clause_gaps(body)), next_day(body))


def check(body: Body) -> list[Refused]:
    """Papers end after they begin, and a new version stands here once."""
    bad = []
    for number, row in enumerate(body.get("papers") or []):
        starts, ends = day_of(row.get("starts_on")), day_of(row.get("ends_on"))
        if starts and ends and ends < starts:
            bad.append(Refused("paper_days", field=f"papers-{number}-ends_on"))
    seen: set[tuple[str, str]] = set()
    for number, release in enumerate(releases_of(body)):
        if release.key in seen:
            bad.append(Refused("release_twice", field=f"releases-{number}-release"))
        seen.add(release.key)
    return bad


SUPPLIERS = register(
    Register(
        key="supplier",
        prefix="SUP",
        area="suppliers",
        title="Suppliers",
        one="supplier",
        purpose="Who makes what we use, what was asked and agreed, what runs out, and which systems hang on it. "
        "Supplier managers keep it; teams and gates read it.",
        fields=FIELDS,
        statuses=known.STATUSES,
        scope=EITHER,
        writers=frozenset({"supplier_manager", "legal_counsel", "security_ciso"}),
        listed=("decision", "outcome"),
        levels=known.LEVELS,
        derive=derive,
        check=check,
        relations=(Relation(SUPPLIES, "Supplies system", "system"),),
        pages=(Page("What runs out", "/registers/suppliers/ending"),),
        record_pages=(Page("Systems that depend on it", "/registers/suppliers/{ref}/dependants"),),
        group="Suppliers",
    )
)
