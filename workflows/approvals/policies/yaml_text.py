"""A policy as YAML and back: the same policy, in the form that people keep in files and pipelines test."""

from __future__ import annotations

import json
from typing import Any

import yaml
from yaml.nodes import Node

from workflows.approvals.policies.body import SCHEMA, to_body
from workflows.ground.plain_yaml import read_plain
from workflows.ground.refused import Refused

_READ = """
schema gate tier title purpose from to once items seats submit_by sla_days expiry validity_days
renewal_interval_days grace_days max_suspension_days hypercare_days independent_seat
contractor_seats conditions_max_days condition_consequence stale_consequence emergency
emergency_pass environments routing key text level blocking evidence note owner module controls
clauses eu when flag force_must_flags author_may_not_sign role also any_role step mode needs veto
scope
"""
"""Fields in the order in which people read them."""

_PLACE = {name: number for number, name in enumerate(_READ.split())}

_HEAD = "# A gate policy. Days of the clock are working days, all others calendar days.\n"


def to_yaml(body: str) -> str:
    """The stored text of a policy as YAML, fields in reading order; `from_yaml` gives the same text back."""
    content = _ordered(json.loads(body))
    return _HEAD + yaml.dump(
        content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, default_flow_style=False
    )


def from_yaml(text: str) -> str:
    """The canonical body that a YAML text says; raises Refused with the line where it cannot be read.

    Only plain tables, lists, texts, whole numbers, true, false and null are taken. Anchors, aliases, tags and a key
    that stands twice are refused: what a person reads must be what is stored.
    """
    content = read_plain(text)
    if not isinstance(content, dict):
        raise Refused("yaml_no_table", field="yaml")
    if content.pop("schema", SCHEMA) != SCHEMA:
        raise Refused("policy_schema", field="yaml")
    try:
        return to_body(content)
    except Refused as refused:
        raise Refused(refused.code, field="yaml", **refused.params) from None


class _Dumper(yaml.SafeDumper):
    """Writes lists of short texts on one line, and never an anchor."""

    def ignore_aliases(self, _data: Any) -> bool:
        """The same list written twice is two lists."""
        return True


def _short_list(dumper: yaml.SafeDumper, data: list[Any]) -> Node:
    short = all(isinstance(one, str) for one in data) and sum(map(len, data)) < 80
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=short)


_Dumper.add_representer(list, _short_list)


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda k: (_PLACE.get(k, 999), k))}
    return [_ordered(one) for one in value] if isinstance(value, list) else value
