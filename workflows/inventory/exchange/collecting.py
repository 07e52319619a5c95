"""What is known here of one version, for a model card and a parts list: nothing is made up, nobody is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, or_, select

from models.ai_system import AiSystem
from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from workflows.ground.transaction import reading
from workflows.inventory.exchange.facts import ComponentFacts, DatasetFacts, Digest, Measured, ModelFacts
from workflows.inventory.exchange.taking import block, bullets
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.rights import readable_clause
from workflows.inventory.version_queries import version_page

COMPONENT, DATASET, EVALUATION = "component", "dataset", "evaluation"

_KINDS = {
    "model": "machine-learning-model",
    "retrieval_corpus": "data",
    "guardrail": "library",
    "tool": "application",
}

Body = Mapping[str, Any]


@dataclass(frozen=True)
class VersionFacts:
    """One version: its uuid, the system as a whole, and the parts it is made of; `model` is what a card describes."""

    uuid: str
    file_name: str
    model: ModelFacts
    main: ComponentFacts
    parts: tuple[ComponentFacts, ...]


def version_facts(person: Any, version_id: int) -> VersionFacts:
    """Everything about a version that `person` may read, in a fixed number of statements; NotFound for others."""
    head, version = version_page(person, version_id)
    records = _records(person, version_id)
    components = tuple(_component(title, body) for title, body in records[COMPONENT])
    datasets = tuple(_dataset(title, body) for title, body in records[DATASET])
    digests = tuple(
        Digest("SHA-256", one.value.removeprefix("sha256:"))
        for one in version.live_artefacts
        if one.value.startswith("sha256:")
    )
    model = _model(head.facts, version.label, version.description, records[EVALUATION])
    model = replace(
        model,
        digests=digests,
        base_models=tuple(one.name for one in components if one.kind == _KINDS["model"]),
        datasets=tuple(one.name for one in datasets),
        biases=_biases([body for _title, body in records[DATASET]]),
        limitations=_limits(records[COMPONENT]),
    )
    own = ComponentFacts(
        _KINDS["model"], model.name, model.version, supplier=model.supplier, digests=digests, model=model
    )
    main = ComponentFacts("application", model.name, model.version, description=str(head.facts["purpose"]))
    data = tuple(ComponentFacts("data", one.name, licence=one.licence, datasets=(one,)) for one in datasets)
    parts = _named_apart((own, *components, *data))
    return VersionFacts(head.uuid, f"{head.ref}-{version.ref}", model, main, parts)


def _records(person: Any, version_id: int) -> dict[str, list[tuple[str, Body]]]:
    """The records about a version or linked to it, by register, in one statement."""
    linked = select(RegisterLink.record_id).where(
        RegisterLink.target_kind == "version",
        RegisterLink.target_id == version_id,
        RegisterLink.removed_at.is_(None),
    )
    rows = reading().scalars(
        select(RegisterRecord)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(
            RegisterRecord.register.in_((COMPONENT, DATASET, EVALUATION)),
            RegisterRecord.archived_at.is_(None),
            or_(
                RegisterRecord.id.in_(linked),
                and_(RegisterRecord.register == EVALUATION, RegisterRecord.version_id == version_id),
            ),
            readable_clause(person),
        )
        .order_by(RegisterRecord.id)
    )
    found: dict[str, list[tuple[str, Body]]] = {COMPONENT: [], DATASET: [], EVALUATION: []}
    for row in rows:
        found[row.register].append((row.title, body_of(row.body)))
    return found


def _model(
    system: Mapping[str, Any], label: str, description: str, runs: Sequence[tuple[str, Body]]
) -> ModelFacts:
    conclusions = [str(body.get("conclusion") or "") for _title, body in runs]
    return ModelFacts(
        name=str(system["name"]),
        version=label,
        description=block("\n\n".join(part for part in (str(system["purpose"]), description) if part)),
        supplier=str(system.get("supplier") or ""),
        users=str(system.get("users") or ""),
        uses=str(system.get("decisions_influenced") or ""),
        evaluation=_joined([one for one in conclusions if one]),
        results=tuple(_measured(row) for _title, body in runs for row in body.get("results") or ()),
    )


def _measured(row: Body) -> Measured:
    return Measured(
        metric=str(row.get("metric") or ""),
        value=str(row.get("value", "")),
        group=str(row.get("subgroup") or ""),
    )


def _component(title: str, body: Body) -> ComponentFacts:
    kind = _KINDS.get(str(body.get("kind")), "library")
    digests = [str(one.get("digest") or "").removeprefix("sha256:") for one in body.get("parts") or ()]
    supplier, licence = str(body.get("supplier") or ""), str(body.get("licence") or "")
    model = ModelFacts(title, limitations=str(body.get("limits") or ""), link=str(body.get("source") or ""))
    return ComponentFacts(
        kind=kind,
        name=title,
        version=str(body.get("release") or ""),
        supplier=supplier,
        licence=licence,
        address=str(body.get("source") or ""),
        description=str(body.get("description") or ""),
        digests=tuple(Digest("SHA-256", one) for one in digests if one),
        model=model if kind == _KINDS["model"] else None,
    )


def _dataset(title: str, body: Body) -> DatasetFacts:
    sensitive = "Special categories of personal data" if body.get("special") == "yes" else ""
    personal = "Personal data" if body.get("personal_data") in ("personal", "pseudonymous") else ""
    return DatasetFacts(
        name=title,
        description=str(body.get("description") or ""),
        licence=str(body.get("licence") or ""),
        link=str(body.get("source_url") or ""),
        sensitive="\n".join(part for part in (personal, sensitive) if part),
    )


def _biases(bodies: Sequence[Body]) -> str:
    return _joined(
        [
            f"{row.get('group')}: {row.get('finding')} (measure: {row.get('measure')})"
            for body in bodies
            for row in body.get("bias") or ()
        ]
    )


def _limits(components: Sequence[tuple[str, Body]]) -> str:
    return _joined([f"{title}: {body['limits']}" for title, body in components if body.get("limits")])


def _joined(texts: Sequence[str]) -> str:
    return block(bullets(list(texts))) if texts else ""


def _named_apart(parts: Sequence[ComponentFacts]) -> tuple[ComponentFacts, ...]:
    """The parts with names of their own: a list refers to them by name."""
    seen: dict[str, int] = {}
    found = []
    for one in parts:
        seen[one.name] = seen.get(one.name, 0) + 1
        found.append(one if seen[one.name] == 1 else replace(one, name=f"{one.name} ({seen[one.name]})"))
    return tuple(found)
