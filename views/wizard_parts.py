"""Between the form of the wizard and its questions: sections, hints, answers given and answers shown again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from forms.inventory.wizard import Asked, Given, SchemeForm, WizardForm
from workflows.ground.refused import Refused, Several
from workflows.inventory.law.scheme import Question, Scheme
from workflows.inventory.wizard.commands import RunWizard
from workflows.inventory.wizard.hints import Condition, conditions
from workflows.inventory.wizard.walk import Answer


def N_(text: str) -> str:
    """Marks words for translation where they stand."""
    return text


SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Does the law apply?"), ("Q_AI", "Q_EXCL", "Q_EU")),
    (N_("Our role"), ("Q_ROLE", "Q_FLIP")),
    (N_("Forbidden practices"), ("Q_PROH",)),
    (N_("General-purpose models"), ("Q_GPAI", "Q_SYS")),
    (
        N_("Products and sensitive areas of use"),
        ("Q_ANNEX1", "Q_ANNEX1_TP", "Q_ANNEX1_SEC", "Q_ANNEX3", "Q_PROFILE", "Q_FILTER"),
    ),
    (N_("People it concerns"), ("Q_FRIA", "Q_WORK", "Q_DECIDE", "Q_PUBLIC")),
    (N_("What people must be told"), ("Q_T_INTERACT", "Q_T_SYNTH", "Q_T_EMO", "Q_T_FAKE")),
    (N_("Data"), ("Q_DATA", "Q_SPECIAL")),
)


@dataclass(frozen=True)
class Shown:
    """One question on the page: its number, and when it is asked at all."""

    number: int
    question: Question
    asked: Asked
    when: tuple[Condition, ...]


def asked_of(scheme: Scheme) -> tuple[Asked, ...]:
    """The questions of a scheme as the form needs them."""
    return tuple(_asked(question) for question in scheme.questions.values())


def sections_of(scheme: Scheme) -> list[tuple[str, list[Shown]]]:
    """The questions by section; those no section names stand in one of their own."""
    when = conditions(scheme)
    shown = {
        key: Shown(number, question, _asked(question), when[key])
        for number, (key, question) in enumerate(scheme.questions.items(), 1)
    }
    found = [(title, [shown.pop(key) for key in keys if key in shown]) for title, keys in SECTIONS]
    return [part for part in [*found, (N_("Questions"), list(shown.values()))] if part[1]]


def answers_of(form: SchemeForm) -> dict[str, Answer]:
    """What was answered."""
    return {key: Answer(*given) for key, given in form.answers().items()}


def wizard_command(form: WizardForm, system_id: int) -> RunWizard:
    """The act the form asks for."""
    return RunWizard(
        system_id=system_id,
        answers=answers_of(form),
        common_reason=form.common_reason.data or "",
        none_applies=bool(form.none_applies.data),
        critical=form.remaining(),
        internal_tier=str(form.internal_tier.data or ""),
        internal_reason=form.internal_reason.data or "",
        legal_tier=str(form.legal_tier.data or ""),
        override_reason=form.override_reason.data or "",
        seen_number=form.seen(),
        submit_id=form.submit_id.data,
    )


def given_before(wizard: Mapping[str, Any]) -> dict[str, Given]:
    """The answers of a kept classification."""
    return {
        step["key"]: (
            step["reply"],
            tuple(one["key"] for one in step.get("choices", ()) if one["reply"] == "yes"),
            tuple(one["key"] for one in step.get("choices", ()) if one["reply"] == "unsure"),
            step["reason"],
        )
        for step in wizard.get("steps", ())
    }


def where_it_stands(form: SchemeForm, refused: Refused) -> Refused:
    """A refusal of a question whose choices are answered one by one stands beside those still open."""
    if not isinstance(refused, Several):
        return refused
    screened = {one.key: one for one in form.asked if one.screened}
    found: list[Refused] = []
    for reason in refused.reasons:
        one = screened.get(reason.field or "")
        if one is None:
            found.append(reason)
            continue
        for name, (_, label) in zip(one.fields(), one.options, strict=True):
            if not form[name].data:
                found.append(Refused(reason.code, field=name, question=label))
    return Several(found)


def wants_a_look() -> bool:
    """Whether the button was pressed that only shows what would follow."""
    return bool(request.form.get("look"))


def _asked(question: Question) -> Asked:
    screened = question.screened
    options = tuple(
        (option.key, (option.screen if screened else "") or _label(option.label, option.key))
        for option in question.options
    )
    return Asked(question.key, question.text, question.kind, screened, options)


ROLES: Mapping[str, str] = {
    "provider": N_("Provider: we have it made and put it into use under our name"),
    "deployer": N_("Deployer: we use it under our authority"),
    "importer": N_("Importer: we bring it into the Union"),
    "distributor": N_("Distributor: we pass it on in the Union"),
    "authorised_representative": N_("Authorised representative: we act for a provider outside the Union"),
    "product_manufacturer": N_("Product manufacturer: it is part of a product we sell"),
    "gpai_provider": N_("Provider of a general-purpose AI model"),
}


def _label(label: str, key: str) -> str:
    return ROLES.get(key, label)
