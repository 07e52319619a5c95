"""Writes a parts list in CycloneDX 1.6 (JSON), with the model card of every model in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from workflows.inventory.exchange.facts import ComponentFacts, DatasetFacts, ModelFacts

SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"

_KINDS = frozenset(
    ("application", "framework", "library", "container", "platform", "machine-learning-model", "data", "file")
)
_APPROACHES = frozenset(
    ("supervised", "unsupervised", "reinforcement-learning", "semi-supervised", "self-supervised")
)
_ALGORITHMS = {"sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512", "sha1": "SHA-1", "md5": "MD5"}


def write_ml_bom(
    main: ComponentFacts, parts: Sequence[ComponentFacts], *, serial: str, number: int, at: datetime
) -> str:
    """The parts list of one version: `main` is what it describes, `parts` what it is made of.

    `serial` is the uuid of the list, `number` its version, `at` when it was written; the same facts give the same text.
    """
    refs = {one.name: f"part-{place}" for place, one in enumerate(parts, start=1)}
    content = {
        "$schema": SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": number,
        "metadata": {
            "timestamp": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": _component(main, "main", refs),
        },
        "components": [_component(one, refs[one.name], refs) for one in parts],
        "dependencies": [
            _needs("main", main.depends_on or tuple(refs), refs),
            *(_needs(refs[one.name], one.depends_on, refs) for one in parts),
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _needs(ref: str, names: Sequence[str], refs: dict[str, str]) -> dict[str, Any]:
    return _said({"ref": ref, "dependsOn": sorted({refs[name] for name in names if name in refs} - {ref})})


def _component(one: ComponentFacts, ref: str, refs: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": one.kind if one.kind in _KINDS else "application",
        "bom-ref": ref,
        "name": one.name,
        "version": one.version,
        "supplier": {"name": one.supplier} if one.supplier else None,
        "description": one.description,
        "hashes": _hashes(one),
        "licenses": [{"license": {"name": one.licence}}] if one.licence else None,
        "purl": one.address if one.address.startswith("pkg:") else None,
        "externalReferences": _website(one),
        "modelCard": _model_card(one.model, refs) if one.model is not None else None,
        "data": [_data(data) for data in one.datasets] if one.kind == "data" else None,
    }
    return _said(found)


def _hashes(one: ComponentFacts) -> list[dict[str, str]]:
    found = []
    for digest in one.digests:
        algorithm = _ALGORITHMS.get(digest.algorithm.lower().replace("-", ""))
        if algorithm:
            found.append({"alg": algorithm, "content": digest.content})
    return found


def _website(one: ComponentFacts) -> list[dict[str, str]]:
    link = one.model.link if one.model is not None else one.address
    return [{"type": "website", "url": link}] if link.startswith(("https://", "http://")) else []


def _model_card(model: ModelFacts, refs: dict[str, str]) -> dict[str, Any]:
    parameters = {
        "approach": {"type": model.approach} if model.approach in _APPROACHES else None,
        "task": model.task,
        "modelArchitecture": model.architecture,
        "datasets": [
            {"ref": refs[name]} if name in refs else {"type": "dataset", "name": name}
            for name in model.datasets
        ],
        "inputs": [{"format": one} for one in model.inputs],
        "outputs": [{"format": one} for one in model.outputs],
    }
    considered = {
        "users": _list(model.users),
        "useCases": _list(model.uses),
        "technicalLimitations": _list(model.limitations),
        "ethicalConsiderations": [{"name": one} for one in _list(model.ethics)],
        "fairnessAssessments": [{"harms": one} for one in _list(model.biases)],
    }
    measured = [
        _said(
            {
                "type": one.metric,
                "value": one.value,
                "slice": ", ".join(part for part in (one.group, one.dataset, one.split) if part),
                "confidenceInterval": _said({"lowerBound": one.low, "upperBound": one.high}),
            }
        )
        for one in model.results
    ]
    return _said(
        {
            "modelParameters": _said(parameters),
            "quantitativeAnalysis": _said({"performanceMetrics": measured}),
            "considerations": _said(considered),
        }
    )


def _data(data: DatasetFacts) -> dict[str, Any]:
    return _said(
        {
            "type": "dataset",
            "name": data.name,
            "contents": {"url": data.link} if data.link else None,
            "classification": ", ".join(data.tags),
            "sensitiveData": _list(data.sensitive),
            "description": data.description,
            "governance": _said({"owners": [{"organization": {"name": one}} for one in data.creators]}),
        }
    )


def _list(text: str) -> list[str]:
    """A text as a list: one entry for each of its lines."""
    rows = [row.strip() for row in text.split("\n")]
    return [row.removeprefix("- ") for row in rows if row]


def _said(found: dict[str, Any]) -> dict[str, Any]:
    """Only what has content: the schema allows no empty text, and an empty list says nothing."""
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}
