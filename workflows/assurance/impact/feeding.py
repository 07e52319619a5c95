"""Makes risks of the harms that an impact assessment found; each knows which assessment it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.register_record import RegisterRecord
from workflows.assurance.impact.effects import Effect, effects, question_text
from workflows.assurance.impact.panel import Fed, risks_of
from workflows.assurance.risks.taxonomy import dimensions
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import reading, transaction
from workflows.inventory.persons import acting
from workflows.inventory.registers import declaring
from workflows.inventory.registers.acting_inside import put_record
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.linking import add_link
from workflows.inventory.registers.locks import Place, lock_place
from workflows.inventory.registers.rights import require_reader, require_writer
from workflows.inventory.registers.writing import Author

LONGEST_TITLE = 120
CATEGORIES = {
    **dict.fromkeys(("fairness", "vulnerable", "group_performance", "representation"), "bias_discrimination"),
    "privacy": "privacy_violation",
    **dict.fromkeys(("safety_health", "public_safety"), "safety_incident"),
    "autonomy": "automation_bias",
    "transparency": "transparency_failure",
    "rights": "regulatory_noncompliance",
    "environment": "environmental_harm",
    **dict.fromkeys(("economy", "democracy", "institutions", "culture", "collective"), "societal_harm"),
    "security": "misuse",
}
"""Which kind of risk a harm usually is, by the topic of its question."""

_TOPICS = {question.id: question.topic for one in dimensions() for question in one.questions}


@dataclass(frozen=True)
class FeedRisks:
    """The harms to make risks of, each as `dimension-number`, such as `individuals-0`."""

    record_id: int
    harms: tuple[str, ...]
    submit_id: str | None = None


@dataclass(frozen=True)
class MadeRisks:
    """The assessment, and the risks that were made."""

    record_ref: str
    refs: tuple[str, ...]


@dataclass(frozen=True)
class Harm:
    """A harm as it is offered."""

    key: str
    effect: Effect
    asked: str


@dataclass(frozen=True)
class HarmPage:
    """The harms of an assessment, the heaviest first, and the risks that come from it already."""

    ref: str
    title: str
    harms: tuple[Harm, ...]
    risks: tuple[Fed, ...]


def feed_risks(actor: Actor, command: FeedRisks) -> MadeRisks:
    """Makes a risk of each chosen harm and links it to the assessment, all or none.

    Raises NotFound for whoever may not read it, NotAllowed for whoever may not write risks, Refused when nothing was
    chosen or a harm is not there any more.
    """
    one, risks = declaring.of("impact"), declaring.of("risk")
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        place = lock_place(tx, one, command.record_id, 0)
        record = place.held
        require_reader(tx, author, one, record)
        now = clock.now(tx)
        here = ref(one.prefix, record.id)
        claim(tx, actor, command, here)
        who = Author(author.person_id, require_writer(tx, author, risks, place.system))
        relation = risks.relation("impact")
        assert relation is not None
        made = []
        for effect in _chosen(body_of(record.body), command.harms):
            wanted = SaveRecord(
                "risk", system_id=record.system_id, title=title_of(effect), body=body_of_risk(effect)
            )
            risk = put_record(tx, now, actor, who, Place(None, place.system, place.concerned), wanted)
            target = ("record", record.id, record.uuid, here, record.system_id)
            add_link(tx, now, author.person_id, risk, relation, target)
            made.append(ref(risks.prefix, risk.id))
        return MadeRisks(here, tuple(made))


def harm_page(person: Any, record_id: int) -> HarmPage:
    """The harms to choose from; raises NotFound for whoever may not read the assessment."""
    tx, one = reading(), declaring.of("impact")
    record = tx.get(RegisterRecord, record_id)
    if record is None or record.register != one.key:
        raise NotFound("not_found")
    require_reader(tx, person, one, record)
    found = sorted(_harms(body_of(record.body)), key=lambda one: (-one.severity, -one.likelihood))
    return HarmPage(
        ref(one.prefix, record.id),
        record.title,
        tuple(Harm(_key(effect), effect, question_text(effect.question)) for effect in found),
        risks_of(tx, record),
    )


def title_of(effect: Effect) -> str:
    """The first sentence of a harm as the title of its risk."""
    first = " ".join(effect.answer.split()).partition(". ")[0]
    return first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1].rstrip() + "…"


def body_of_risk(effect: Effect) -> Mapping[str, Any]:
    """What the risk says to begin with: whom it falls on and how heavy it is are known already."""
    part = "society" if effect.dimension == "society" else "individuals"
    return {
        "kind": "risk",
        "category": CATEGORIES.get(_TOPICS.get(effect.question, ""), ""),
        "description": effect.answer,
        "controls_existing": effect.measures,
        "inherent_likelihood": str(effect.likelihood),
        f"inherent_{part}": str(effect.severity),
    }


def _harms(body: Mapping[str, Any]) -> list[Effect]:
    return [one for one in effects(body) if one.is_harm and one.answer and one.severity and one.likelihood]


def _key(effect: Effect) -> str:
    return f"{effect.dimension}-{effect.number}"


def _chosen(body: Mapping[str, Any], keys: tuple[str, ...]) -> list[Effect]:
    if not keys:
        raise Refused("impact_no_harm", field="harms")
    known = {_key(effect): effect for effect in _harms(body)}
    if set(keys) - set(known):
        raise Refused("impact_no_harm", field="harms")
    return [effect for key, effect in known.items() if key in keys]
