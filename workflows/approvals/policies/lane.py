"""Makes the policy of the fast lane from the starter content: the items of four gates that it still asks, one seat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workflows.approvals.policies.vocabulary import FAST_LANE
from workflows.ground.refused import Refused

TITLE = "Fast lane"
PURPOSE = "May a harmless system go from registration to use with one signature by somebody else?"
SEAT = "lane"
"""Key of the one seat; each role that may fill it stands as one of its alternatives."""


def lane_content(
    gates: Mapping[str, Any],
    defaults: Mapping[str, Any],
    make_item: Callable[[Mapping[str, Any], str], dict[str, Any]],
) -> dict[str, Any]:
    """The content of the lane's one policy; it clears a version for as long as the deployment gate would.

    Raises Refused for an item that no gate knows.
    """
    block, tier = gates["fast_lane"], str(gates["fast_lane"]["tier"])
    known = {item["id"]: item for gate in gates["gates"] for item in gate["checklist"]}
    unknown = [key for key in block["items"] if key not in known]
    if unknown:
        raise Refused("policy_name", kind="item", name=unknown[0], where=FAST_LANE)
    last = next(gate for gate in gates["gates"] if gate["key"] == block["opens"][-1])
    return {
        "gate": FAST_LANE,
        "tier": tier,
        "title": TITLE,
        "purpose": PURPOSE,
        "from": [block["from"]],
        "to": list(block["opens"]),
        "items": [make_item(known[key], tier) for key in block["items"]],
        "seats": [{"any_role": list(block["seat"]["any_one_of"]), "key": SEAT, "step": 1, "needs": 1}],
        "submit_by": list(last["submit_by"]),
        "sla_days": block["sla_days"],
        "expiry": gates["meta"]["expiry"],
        "validity_days": last.get("validity_days", {}).get(tier),
        "stale_consequence": defaults["stale_consequence"][tier],
        "conditions_max_days": defaults["conditions_max_days"][tier],
        "condition_consequence": defaults["condition_consequence"][tier],
        "contractor_seats": defaults["contractor_seats"][tier],
    }
