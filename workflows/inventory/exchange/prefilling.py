"""What a public file says, as drafts for the registers of datasets, components and evaluations.

Only what the file says is filled in. Whether data is personal, what it may be used for and whether a result is good
enough are answers of people here, and stay empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.inventory.exchange.facts import (
    ComponentFacts,
    DatasetFacts,
    Digest,
    Measured,
    ModelFacts,
    PublicFile,
)
from workflows.inventory.exchange.taking import LONGEST_TEXT, block

LINE = 200

_PARTS = (("train", "training"), ("val", "validation"), ("dev", "validation"), ("test", "test"))
_KINDS = {"machine-learning-model": "model", "data": "retrieval_corpus", "application": "tool"}


@dataclass(frozen=True)
class Prefilled:
    """A draft of one record: its title and the fields that are known."""

    title: str
    body: Mapping[str, Any]


def prefilled(file: PublicFile, register: str) -> tuple[Prefilled, ...]:
    """The drafts a file gives for a register; none when nothing in it belongs there."""
    make = _MAKERS.get(register)
    return tuple(make(file)) if make is not None else ()


def takes_public(register: str) -> bool:
    """Whether public formats can be read into a register."""
    return register in _MAKERS


def _datasets(file: PublicFile) -> Iterable[Prefilled]:
    return (Prefilled(_cut(one.name), _said(_dataset(one))) for one in file.datasets)


def _dataset(data: DatasetFacts) -> dict[str, Any]:
    makers, roots = ", ".join(data.creators), ", ".join(data.sources)
    return {
        "description": _text(
            ("", data.description),
            ("Made for", data.uses),
            ("Not made for", data.out_of_scope),
            ("Personal data, as its card says", data.personal),
            ("Sensitive data, as its card says", data.sensitive),
            ("Biases its card names", data.biases),
            ("Limits its card names", data.limitations),
            ("Looked after", data.maintenance),
        ),
        "size": data.rows if data.rows.isdigit() else "",
        "languages": _cut(", ".join(data.languages)),
        "source": _text(("By", makers), ("", data.collection), ("To be cited as", data.citation)),
        "source_url": _address(data.link),
        "licence": _cut(data.licence),
        "provenance": _text(("Made from", roots), ("", data.collection)),
        "versions": [
            _version(data, one.name, one.sha256, one.address) for one in data.files if _sha(one.sha256)
        ],
        "representativeness": block(data.representativeness),
        "preparation": block(data.preparation),
        "labelling": block(data.annotation),
        "splits": [
            {"part": part, "size": one.rows, "how": _cut(one.name)}
            for one in data.splits
            if one.rows.isdigit() and (part := _part(one.name))
        ],
    }


def _version(data: DatasetFacts, name: str, digest: str, address: str) -> dict[str, str]:
    return {
        "version": _cut(" ".join(part for part in (data.version, name) if part)),
        "made_on": data.published if _is_day(data.published) else "",
        "digest": digest,
        "place": _cut(address),
    }


def _components(file: PublicFile) -> Iterable[Prefilled]:
    if file.components:
        return (Prefilled(_cut(one.name), _said(_component(one))) for one in file.components)
    return (Prefilled(_cut(one.name), _said(_model(one))) for one in file.models)


def _component(part: ComponentFacts) -> dict[str, Any]:
    known = _model(part.model) if part.model is not None else {}
    needs = ", ".join(part.depends_on)
    return known | {
        "kind": _KINDS.get(part.kind, "other"),
        "release": _cut(" ".join(one for one in (part.name, part.version) if one)),
        "parts": _files(part.name, part.digests),
        "supplier": _cut(part.supplier),
        "source": _address(part.address) or known.get("source", ""),
        "licence": _cut(part.licence),
        "description": _text(("", part.description), ("Address", part.address), ("Needs", needs)),
    }


def _model(model: ModelFacts) -> dict[str, Any]:
    return {
        "kind": "model",
        "release": _cut(" ".join(one for one in (model.name, model.version) if one)),
        "parts": _files(model.name, model.digests),
        "supplier": _cut(model.supplier),
        "source": _address(model.link),
        "licence": _cut(model.licence),
        "description": _text(
            ("", model.description),
            ("Task", model.task),
            ("Made for", model.uses),
            ("Architecture", model.architecture),
        ),
        "limits": _text(
            ("Not made for", model.out_of_scope),
            ("", model.limitations),
            ("Bias", model.biases),
            ("Advice", model.ethics),
        ),
        "training": _text(
            ("Base model", ", ".join(model.base_models)),
            ("Datasets", ", ".join(model.datasets)),
            ("", model.training_data),
            ("", model.training),
        ),
    }


def _evaluations(file: PublicFile) -> Iterable[Prefilled]:
    for model in file.models:
        results = [_result(one) for one in model.results if one.value]
        if results:
            data = ", ".join(sorted({one.dataset for one in model.results if one.dataset}))
            method = _text(("As published", file.format), ("Data", data), ("", model.evaluation))
            yield Prefilled(
                _cut(f"Published results of {model.name}"), {"method": method, "results": results}
            )


def _result(one: Measured) -> dict[str, str]:
    between = f"{one.low} to {one.high}" if one.low and one.high else ""
    note = ", ".join(part for part in (one.dataset, one.split, between) if part)
    return {"metric": _cut(one.metric), "subgroup": _cut(one.group), "value": one.value, "note": _cut(note)}


_MAKERS: dict[str, Callable[[PublicFile], Iterable[Prefilled]]] = {
    "dataset": _datasets,
    "component": _components,
    "evaluation": _evaluations,
}


def _files(name: str, digests: Iterable[Digest]) -> list[dict[str, str]]:
    found = {one.content for one in digests if one.algorithm.upper() == "SHA-256" and _sha(one.content)}
    return [{"name": _cut(name), "digest": digest} for digest in sorted(found)]


def _text(*parts: tuple[str, str]) -> str:
    """Several texts under their names, within what a field takes."""
    said = [f"{name}: {text}" if name else text for name, text in parts if text]
    return block("\n\n".join(dict.fromkeys(said)), LONGEST_TEXT)


def _cut(text: str) -> str:
    return block(" ".join(text.split()), LINE)


def _address(text: str) -> str:
    return text if text.startswith(("https://", "http://")) else ""


def _sha(text: str) -> bool:
    return len(text) == 64 and not set(text) - set("0123456789abcdef")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _part(name: str) -> str:
    last = name.rpartition("/")[2].strip().casefold()
    return next((part for start, part in _PARTS if last.startswith(start)), "")


def _said(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if value}
