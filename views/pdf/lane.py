"""What the decision record of a lane request says about the lane: who chose it, and every rule with its fact."""

from __future__ import annotations

from views.pdf.paper import Block, Heading, Table, Text
from views.pdf.words import _
from views.words import say
from workflows.approvals.policies.words import gate_label
from workflows.lifecycle.fast_lane.page import LaneNote


def lane_blocks(note: LaneNote | None) -> list[Block]:
    """The part of the paper; empty for every other kind of request."""
    if note is None:
        return []
    gates = ", ".join(gate_label(gate) for gate in note.gates)
    held = {"holds": _("holds"), "fails": _("does not hold"), "asked": _("not answered")}
    rows = tuple(
        (one.rule, say(f"lane_rule_{one.rule.lower()}"), held[one.held], say(one.code, dict(one.params)))
        for one in note.rules
    )
    said = Text(
        _("Chosen by the rules below and by nobody else. One signature opens: %(gates)s.", gates=gates)
    )
    if not rows:
        return [Heading(_("Fast lane")), said]
    head = (_("Rule"), _("What it asks"), _("Answer"), _("Fact"))
    return [Heading(_("Fast lane")), said, Table(_("Rules of the fast lane"), head, rows, (2, 8, 3, 6))]
