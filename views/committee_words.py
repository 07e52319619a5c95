"""What the committee's pages call results, items, decisions and votes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext

RESULTS = {
    "carried": lazy_gettext("Carried"),
    "lost": lazy_gettext("Lost"),
    "no_quorum": lazy_gettext("No quorum"),
    "withdrawn": lazy_gettext("Withdrawn"),
    "": lazy_gettext("Open to vote"),
}
ITEM_KINDS = {
    "request": lazy_gettext("Request"),
    "escalation": lazy_gettext("Escalation"),
    "other": lazy_gettext("Other"),
}
DECIDED = {
    "approve": lazy_gettext("Approve"),
    "approve_with_conditions": lazy_gettext("Approve with conditions"),
    "request_changes": lazy_gettext("Ask for changes"),
    "reject": lazy_gettext("Reject"),
    "advise_for": lazy_gettext("Advise in favour"),
    "advise_against": lazy_gettext("Advise against"),
    "note": lazy_gettext("Note, without deciding the request"),
}
CHOICES = {
    "for": lazy_gettext("For the motion"),
    "against": lazy_gettext("Against the motion"),
    "abstain": lazy_gettext("Abstain"),
}


def count_words(count: Mapping[str, Any]) -> str:
    """A count in one sentence: for, against, abstained, and the quorum."""
    return str(
        gettext(
            "%(pro)s for, %(contra)s against, %(abstained)s abstained; %(voted)s voted and %(needed)s make the quorum",
            pro=count.get("for", 0),
            contra=count.get("against", 0),
            abstained=count.get("abstained", 0),
            voted=count.get("voted", 0),
            needed=count.get("needed", 0),
        )
    )
