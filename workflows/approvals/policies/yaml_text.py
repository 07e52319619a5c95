"""A policy as YAML and back: the same policy, in the form that people keep in files and pipelines test."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.tokens import AliasToken, AnchorToken, DirectiveToken, TagToken

from workflows.approvals.policies.body import SCHEMA, to_body
from workflows.ground.refused import Refused

LARGEST_TEXT = 200_000
"""Characters of YAML that are read at all; the longest starter policy has about 20,000."""

DEEPEST = 8
MOST_NODES = 20_000

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
    if len(text) > LARGEST_TEXT:
        raise Refused("yaml_too_large", field="yaml", limit=LARGEST_TEXT)
    try:
        _require_plain(text)
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError) as wrong:
        raise _unread(wrong) from None
    content = _Reader().read(node)
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


class _Loader(yaml.SafeLoader):
    """Knows true, false, null and whole numbers; every other plain scalar is text, dates and "no" included."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]{0,8})$", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def _require_plain(text: str) -> None:
    for token in yaml.scan(text, Loader=_Loader):
        if isinstance(token, AliasToken | AnchorToken | TagToken | DirectiveToken):
            raise Refused("yaml_not_plain", field="yaml", line=token.start_mark.line + 1)


class _Reader:
    """Turns nodes into plain values, counting them and how deep they stand."""

    def __init__(self) -> None:
        self.seen = 0

    def read(self, node: Node | None, depth: int = 0) -> Any:
        """The value of a node; raises Refused for a key that stands twice, and for too many or too deep nodes."""
        if node is None:
            return None
        self.seen += 1
        if depth > DEEPEST or self.seen > MOST_NODES:
            raise Refused("yaml_too_deep", field="yaml", line=node.start_mark.line + 1)
        if isinstance(node, SequenceNode):
            return [self.read(one, depth + 1) for one in node.value]
        if isinstance(node, MappingNode):
            return self._table(node, depth)
        return _scalar(node)

    def _table(self, node: MappingNode, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value in node.value:
            key, line = self.read(key_node, depth + 1), key_node.start_mark.line + 1
            if not isinstance(key, str):
                raise Refused("yaml_key", field="yaml", line=line)
            if key in found:
                raise Refused("yaml_twice", field="yaml", key=key, line=line)
            found[key] = self.read(value, depth + 1)
        return found


def _scalar(node: Node) -> Any:
    assert isinstance(node, ScalarNode)
    kind, text = node.tag.rpartition(":")[2], str(node.value)
    if kind == "int":
        return int(text)
    if kind == "bool":
        return text == "true"
    return None if kind == "null" else text


def _unread(wrong: Exception) -> Refused:
    mark = getattr(wrong, "problem_mark", None)
    problem = str(getattr(wrong, "problem", None) or "it cannot be read")
    return Refused("yaml_syntax", field="yaml", line=mark.line + 1 if mark else 1, problem=problem)


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda k: (_PLACE.get(k, 999), k))}
    return [_ordered(one) for one in value] if isinstance(value, list) else value
