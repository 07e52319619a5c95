"""Makes policy bodies from the starter content: one for each gate and tier, words unchanged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workflows.approvals.policies.body import to_body
from workflows.approvals.policies.lane import lane_content
from workflows.approvals.policies.vocabulary import FAST_LANE, POLICY_TIERS
from workflows.ground.refused import Refused

_SAME = ("key", "text", "blocking", "controls", "clauses", "eu", "evidence", "owner", "module")
_MAYBE = ("when", "flag", "force_must_flags", "author_may_not_sign", "note")
_ITEM_FIELDS = frozenset({"id", *_SAME[1:], *_MAYBE, *POLICY_TIERS})
_PER_TIER = ("validity_days", "grace_days", "max_suspension_days", "hypercare_days")


def draft_bodies(gates: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """The body text of every gate and tier, and of the fast lane in its one tier, by both.

    `gates` and `defaults` are the parsed files of the catalogue. Raises Refused for content that makes no policy.
    """
    bodies = {
        (gate["key"], tier): to_body(_content(gate, tier, gates["meta"], defaults))
        for gate in gates["gates"]
        for tier in POLICY_TIERS
    }
    if "fast_lane" in gates:
        lane = lane_content(gates, defaults, _item)
        bodies[(FAST_LANE, lane["tier"])] = to_body(lane)
    return bodies


def _content(
    gate: Mapping[str, Any], tier: str, meta: Mapping[str, Any], defaults: Mapping[str, Any]
) -> dict[str, Any]:
    content = {
        "gate": gate["key"],
        "tier": tier,
        "title": gate["title"],
        "purpose": gate["purpose"],
        "from": _listed(gate["from"]),
        "to": _listed(gate["to"]),
        "once": bool(gate.get("once", False)),
        "items": [_item(item, tier) for item in gate["checklist"]],
        "seats": _seats(gate, tier, defaults["second_step"]),
        "submit_by": gate["submit_by"],
        "sla_days": gate["sla_days"][tier],
        "expiry": meta["expiry"],
        "renewal_interval_days": gate.get("interval_days", {}).get(tier),
        **{name: gate.get(name, {}).get(tier) for name in _PER_TIER},
        "independent_seat": tier in gate.get("independent_seat", []),
        "stale_consequence": defaults["stale_consequence"][tier],
        "conditions_max_days": defaults["conditions_max_days"][tier],
        "condition_consequence": defaults["condition_consequence"][tier],
        "contractor_seats": defaults["contractor_seats"][tier],
        "routing": [_change(row) for row in gate.get("routing", [])],
    }
    if "emergency" in gate:
        content["emergency"] = {**gate["emergency"], "triggers": gate.get("triggers", [])}
    if gate["key"] == "deployment":
        # One place says it per tier: two policies could name different stages for the same environment.
        content["environments"] = defaults["environments"]
        content["emergency_pass"] = defaults["emergency_pass"]
    return content


def _listed(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [value]


def _item(item: Mapping[str, Any], tier: str) -> dict[str, Any]:
    unknown = set(item) - _ITEM_FIELDS
    if unknown:
        raise Refused("policy_unknown_field", where=str(item.get("id")), name=min(unknown))
    same = {name: item[name] for name in _SAME if name != "key"}
    more = {name: item[name] for name in _MAYBE if name in item}
    return {"key": item["id"], "level": item[tier], **same, **more}


def _seats(gate: Mapping[str, Any], tier: str, second_step: list[str]) -> list[dict[str, Any]]:
    """Advice first, then step 1, then step 2, each in the order of the file."""
    advice = gate.get("advise", {})
    condition = {"when": advice["when"]} if "when" in advice else {}
    advising = [{"role": role, "step": 1, "mode": "advises", **condition} for role in advice.get(tier, [])]
    deciding = [_seat(entry, second_step) for entry in gate["signoff"][tier]]
    if gate["quorum"][tier] != len(deciding):
        raise Refused("policy_quorum", gate=gate["key"], tier=tier)
    extra = {} if tier in gate.get("without_extra", ()) else gate.get("extra_signoff", {})
    for flag, roles in extra.items():
        deciding += [{**_seat(role, second_step), "when": {"any_flag": [flag]}} for role in roles]
    return advising + sorted(deciding, key=lambda seat: int(seat["step"]))


def _seat(entry: Any, second_step: list[str]) -> dict[str, Any]:
    """One seat for a role, or a group for `{role, needs, seats}`."""
    seat = dict(entry) if isinstance(entry, Mapping) else {"role": entry}
    return {**seat, "step": 2 if seat.get("role") in second_step else 1}


def _change(row: Mapping[str, Any]) -> dict[str, Any]:
    words = re.findall(r"[a-z0-9]+", str(row["change"]).lower())
    changed = {"key": "_".join(words[:4]), "text": row["change"], "to": row["to"]}
    return {**changed, "reclassify": row["reclassify"], **({"note": row["note"]} if "note" in row else {})}
