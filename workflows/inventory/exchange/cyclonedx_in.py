"""Reads a parts list in CycloneDX (JSON): components, and what model cards and data in it say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.exchange.cyclonedx_cards import datasets_of, model_of
from workflows.inventory.exchange.facts import ComponentFacts, DatasetFacts, Digest, PublicFile
from workflows.inventory.exchange.taking import MOST_PARTS, block, json_object, line, lines, table, tables

FORMAT = "CycloneDX {version}"
VERSIONS = ("1.5", "1.6", "1.7")

_READ = "$schema bomFormat specVersion serialNumber version metadata components dependencies"
_TAKEN = frozenset(_READ.split())
_NESTED = 8


def read_cyclonedx(text: str) -> PublicFile:
    """Everything a parts list names; raises Refused for another kind of JSON or an unknown version."""
    return of_object(json_object(text))


def is_cyclonedx(content: Mapping[str, Any]) -> bool:
    """Whether an object says that it is a parts list of this kind."""
    return content.get("bomFormat") == "CycloneDX"


def of_object(content: Mapping[str, Any]) -> PublicFile:
    """What an object that was read already names."""
    if not is_cyclonedx(content):
        raise Refused("public_cyclonedx", field="file")
    version = line(content.get("specVersion"), 20)
    if version not in VERSIONS:
        raise Refused("public_cyclonedx_version", field="file", version=version or "?")
    main = tables(table(content.get("metadata")).get("component"))
    raw = list(_all([*main, *tables(content.get("components"))]))[:MOST_PARTS]
    if not raw:
        raise Refused("public_no_name", field="file")
    needs, by_ref = _dependencies(content), {line(one.get("bom-ref"), 200): one for one in raw}
    names = {key: line(one.get("name"), 200) for key, one in by_ref.items() if key}
    components = tuple(_component(one, by_ref, needs, names) for one in raw)
    return PublicFile(
        FORMAT.format(version=version),
        models=tuple(one.model for one in components if one.model is not None),
        datasets=_once(data for one in components for data in one.datasets),
        components=components,
        left_out=tuple(sorted(line(key, 60) for key in content if key not in _TAKEN))[:50],
    )


def _all(components: list[Mapping[str, Any]], depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Components and those inside them, with the name that each of them must have."""
    for one in components:
        if not line(one.get("name"), 200):
            raise Refused("public_no_name", field="file")
        yield one
        if depth < _NESTED:
            yield from _all(tables(one.get("components")), depth + 1)


def _component(
    raw: Mapping[str, Any],
    by_ref: Mapping[str, Mapping[str, Any]],
    needs: Mapping[str, tuple[str, ...]],
    names: Mapping[str, str],
) -> ComponentFacts:
    wanted = needs.get(line(raw.get("bom-ref"), 200), ())
    common = {
        "name": line(raw.get("name"), 200),
        "version": line(raw.get("version"), 80),
        "supplier": _organisation(raw),
        "licence": _licences(raw),
        "description": block(raw.get("description")),
    }
    digests = tuple(
        Digest(line(one.get("alg"), 20), line(one.get("content"), 128).lower())
        for one in tables(raw.get("hashes"))
    )
    return ComponentFacts(
        kind=line(raw.get("type"), 40) or "library",
        address=line(raw.get("purl"), 500) or _website(raw),
        digests=digests,
        depends_on=tuple(names.get(one, one) for one in wanted),
        model=model_of(raw, common, digests, _website(raw), by_ref),
        datasets=datasets_of(raw, common),
        **common,
    )


def _dependencies(content: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {
        line(one.get("ref"), 200): lines(one.get("dependsOn"), 200)
        for one in tables(content.get("dependencies"))
    }


def _organisation(raw: Mapping[str, Any]) -> str:
    for key in ("supplier", "manufacturer", "publisher", "author", "group"):
        value = raw.get(key)
        name = line(table(value).get("name") if isinstance(value, Mapping) else value, 200)
        if name:
            return name
    return ""


def _licences(raw: Mapping[str, Any]) -> str:
    found = []
    for one in tables(raw.get("licenses")):
        known = table(one.get("license"))
        found.append(line(one.get("expression") or known.get("id") or known.get("name"), 120))
    return ", ".join(one for one in found if one)


def _website(raw: Mapping[str, Any]) -> str:
    addresses = {
        line(one.get("type"), 40): line(one.get("url"), 500) for one in tables(raw.get("externalReferences"))
    }
    first = ("model-card", "website", "documentation", "distribution", "vcs")
    return next((addresses[kind] for kind in first if addresses.get(kind)), "")


def _once(datasets: Iterator[DatasetFacts]) -> tuple[DatasetFacts, ...]:
    """Each dataset once: a card may name by reference what stands as a component too."""
    found: dict[tuple[str, str], DatasetFacts] = {}
    for one in datasets:
        known = found.get((one.name, one.version))
        found[one.name, one.version] = one if known is None or len(str(one)) > len(str(known)) else known
    return tuple(found.values())
