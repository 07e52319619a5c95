"""YAML as plain data: tables, lists and scalars, never an anchor, a tag or a key that stands twice."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.tokens import AliasToken, AnchorToken, DirectiveToken, TagToken

from workflows.ground.refused import Refused

LARGEST_TEXT = 200_000
"""Characters of YAML that are read at all."""

DEEPEST = 8
MOST_NODES = 20_000


def read_plain(
    text: str, *, field: str = "yaml", deepest: int = DEEPEST, largest: int = LARGEST_TEXT, start: int = 1
) -> Any:
    """The value a YAML text says; raises Refused (beside `field`) with the line where it cannot be read.

    Only plain tables, lists, texts, whole numbers, true, false and null are taken: what a person reads must be what
    is stored, so dates, fractions and "no" stay texts. `start` is the line of the file on which the text begins.
    """
    if len(text) > largest:
        raise Refused("yaml_too_large", field=field, limit=largest)
    reader = _Reader(field, deepest, start)
    try:
        reader.require_plain(text)
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError) as wrong:
        mark = getattr(wrong, "problem_mark", None)
        problem = str(getattr(wrong, "problem", None) or "it cannot be read")
        raise reader.refused("yaml_syntax", mark, problem=problem) from None
    return reader.read(node)


class _Loader(yaml.SafeLoader):
    """Knows true, false, null and whole numbers; every other plain scalar is text, dates and "no" included."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]{0,8})$", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


class _Reader:
    """Turns nodes into plain values, counting them and how deep they stand."""

    def __init__(self, field: str, deepest: int, start: int) -> None:
        self.seen, self._field, self._deepest, self._start = 0, field, deepest, start

    def refused(self, code: str, mark: Any, **params: Any) -> Refused:
        """A refusal that names the line of a mark."""
        return Refused(
            code, field=self._field, line=(mark.line if mark is not None else 0) + self._start, **params
        )

    def require_plain(self, text: str) -> None:
        """Refuses anchors, aliases, tags and directives before anything is built from them."""
        for token in yaml.scan(text, Loader=_Loader):
            if isinstance(token, AliasToken | AnchorToken | TagToken | DirectiveToken):
                raise self.refused("yaml_not_plain", token.start_mark)

    def read(self, node: Node | None, depth: int = 0) -> Any:
        """The value of a node; raises Refused for a key that stands twice, and for too many or too deep nodes."""
        if node is None:
            return None
        self.seen += 1
        if depth > self._deepest or self.seen > MOST_NODES:
            raise self.refused("yaml_too_deep", node.start_mark)
        if isinstance(node, SequenceNode):
            return [self.read(one, depth + 1) for one in node.value]
        if isinstance(node, MappingNode):
            return self._table(node, depth)
        return _scalar(node)

    def _table(self, node: MappingNode, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value in node.value:
            key = self.read(key_node, depth + 1)
            if not isinstance(key, str):
                raise self.refused("yaml_key", key_node.start_mark)
            if key in found:
                raise self.refused("yaml_twice", key_node.start_mark, key=key)
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
