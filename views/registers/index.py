"""The overview of all registers: what each is for, what stands in it, what is due."""

from __future__ import annotations

from flask import Response

from views.answers import page
from views.registers.door import pages
from views.registers.groups import grouped
from views.security import current_person, guard
from workflows.inventory.registers.declaring import ORGANISATION_WIDE, Register
from workflows.inventory.registers.tallying import Tally, tallies


@pages.get("")
@guard("signed_in")
def index() -> Response:
    """Every register with its counts, as far as the reader may see its records."""
    found = tallies(current_person())
    none = Tally()
    overdue = sum(one.overdue for one in found.values())
    mine = sum(one.mine for one in found.values())
    total = sum(one.count for one in found.values())
    groups = [(title, [(one, found.get(one.key, none)) for one in ones]) for title, ones in grouped()]
    return page("registers/index.html", groups=groups, total=total, overdue=overdue, mine=mine)


@pages.app_template_global("registers_of_system")
def registers_of_system(system_id: int) -> list[tuple[str, list[tuple[Register, Tally]]]]:
    """The registers that keep something about a system, with their counts, for its own page."""
    found, none = tallies(current_person(), system_id), Tally()
    groups = [
        (title, [(one, found.get(one.key, none)) for one in ones if one.scope != ORGANISATION_WIDE])
        for title, ones in grouped()
    ]
    return [(title, ones) for title, ones in groups if ones]
