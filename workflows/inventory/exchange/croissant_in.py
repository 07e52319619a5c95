"""Reads a dataset in Croissant 1.0 (JSON-LD on schema.org), with the terms of its responsible AI vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.exchange.facts import DatasetFacts, FieldFacts, FileFacts, PublicFile
from workflows.inventory.exchange.taking import (
    MOST_PARTS,
    block,
    bullets,
    json_object,
    line,
    lines,
    several,
    table,
    tables,
)

FORMAT = "Croissant 1.0"

_CONFORMS = ("http://mlcommons.org/croissant/1.", "https://mlcommons.org/croissant/1.")
_WORDS = ("sc", "cr", "rai", "dct", "schema")
_SAID = {
    "uses": ("dataUseCases",),
    "out_of_scope": ("dataSocialImpact",),
    "collection": ("dataCollection", "dataCollectionType", "dataCollectionRawData"),
    "annotation": ("dataAnnotationProtocol", "dataAnnotationAnalysis", "annotationsPerItem"),
    "preparation": ("dataPreprocessingProtocol", "dataManipulationProtocol", "dataImputationProtocol"),
    "personal": ("personalSensitiveInformation",),
    "biases": ("dataBiases",),
    "limitations": ("dataLimitations", "dataCollectionMissingData"),
    "representativeness": ("annotatorDemographics",),
    "maintenance": ("dataReleaseMaintenancePlan",),
}
_READ = (
    "@context @type @id conformsTo name description license url version creator publisher datePublished "
    "dateModified keywords inLanguage citeAs citation distribution recordSet isLiveDataset isBasedOn "
    "sdLicense sdVersion"
)
_TAKEN = frozenset(_READ.split()).union(*_SAID.values())


def read_croissant(text: str) -> PublicFile:
    """The dataset a Croissant file describes; raises Refused when it is another kind of JSON."""
    return of_object(json_object(text))


def is_croissant(content: Mapping[str, Any]) -> bool:
    """Whether an object says that it is a dataset of schema.org that conforms to Croissant."""
    plain = _plain(content)
    typed = {line(one).rpartition(":")[2].rpartition("/")[2] for one in several(plain.get("@type"))}
    conforms = [line(_id(one)) for one in several(plain.get("conformsTo"))]
    return "Dataset" in typed and any(one.startswith(_CONFORMS) for one in conforms)


def of_object(content: Mapping[str, Any]) -> PublicFile:
    """The dataset of an object that was read already."""
    if not is_croissant(content):
        raise Refused("public_croissant", field="file")
    plain = _plain(content)
    name = line(plain.get("name"), 200)
    if not name:
        raise Refused("public_no_name", field="file")
    texts: dict[str, Any] = {ours: _said(plain, theirs) for ours, theirs in _SAID.items()}
    dataset = DatasetFacts(
        name=name,
        version=line(plain.get("version"), 80),
        description=block(plain.get("description")),
        licence=", ".join(line(_id(one), 200) for one in several(plain.get("license"))),
        link=line(plain.get("url"), 500),
        citation=block(plain.get("citeAs") or plain.get("citation")),
        creators=_names(plain.get("creator")) or _names(plain.get("publisher")),
        published=line(plain.get("datePublished"), 40)[:10],
        languages=lines([_name(one) for one in several(plain.get("inLanguage"))], 40),
        tags=lines([_name(one) for one in several(plain.get("keywords"))], 80),
        sources=lines([_id(one) for one in several(plain.get("isBasedOn"))]),
        files=tuple(_files(plain)),
        fields=tuple(_fields(plain)),
        **texts,
    )
    left = tuple(sorted(line(key, 60) for key in plain if key not in _TAKEN))[:50]
    return PublicFile(FORMAT, datasets=(dataset,), left_out=left)


def _plain(content: Mapping[str, Any]) -> dict[str, Any]:
    """The object with the prefixes of its terms taken off: `sc:name`, `rai:dataBiases` and `name` read alike."""
    found: dict[str, Any] = {}
    for key, value in content.items():
        prefix, colon, rest = key.partition(":")
        found.setdefault(rest if colon and prefix in _WORDS else key, value)
    return found


def _said(plain: Mapping[str, Any], theirs: tuple[str, ...]) -> str:
    texts = [block(one) for key in theirs for one in several(plain.get(key))]
    kept = [one for one in texts if one]
    return block(bullets(kept)) if kept else ""


def _files(plain: Mapping[str, Any]) -> Iterator[FileFacts]:
    for one in map(_plain, tables(plain.get("distribution"))):
        name = line(one.get("name") or one.get("@id"), 200)
        if name:
            yield FileFacts(
                name,
                line(one.get("contentUrl") or one.get("includes"), 500),
                ", ".join(lines(one.get("encodingFormat"), 80)),
                line(one.get("contentSize"), 40),
                line(one.get("sha256"), 64).lower(),
            )


def _fields(plain: Mapping[str, Any]) -> list[FieldFacts]:
    found: list[FieldFacts] = []
    for record_set in map(_plain, tables(plain.get("recordSet"))):
        for one in map(_plain, tables(record_set.get("field"))):
            kinds = [_short(_id(kind)) for kind in several(one.get("dataType"))]
            name = line(one.get("name") or one.get("@id"), 120)
            if name:
                found.append(FieldFacts(name, ", ".join(kinds)[:80], line(one.get("description"), 300)))
    return found[:MOST_PARTS]


def _id(value: Any) -> Any:
    """What a reference points at: its id or address."""
    known = table(value)
    return (known.get("@id") or known.get("url") or known.get("name")) if known else value


def _name(value: Any) -> Any:
    known = table(value)
    return (known.get("name") or known.get("sc:name") or known.get("@id")) if known else value


def _names(value: Any) -> tuple[str, ...]:
    return lines([_name(one) for one in several(value)], 200)


def _short(value: Any) -> str:
    return line(value, 80).rpartition(":")[2].rpartition("/")[2]
