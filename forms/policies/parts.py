"""Fields that several parts of a policy are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import RevisedForm
from forms.inventory.parts import offered
from forms.words import N_, lazy, translate

LARGEST = 3_660
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,59}")
_WHEN = ("any_flag", "role", "legal_tier", "stage", "origin")
_YES = ("uses_supplier", "uses_supplier_or_customer")
_YES_CHOICES = [("", lazy(N_("does not matter"))), ("yes", lazy(N_("yes"))), ("no", lazy(N_("no")))]


class Ticks(SelectMultipleField):
    """Several of a list, as boxes to tick; the page gives the list."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(
            label,
            choices=[],
            validate_choice=False,
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
            **more,
        )


class Number(StringField):
    """A whole number, typed; `whole` is None where nothing was typed."""

    def process_data(self, value: Any) -> None:
        """A stored number as it is typed."""
        self.data = "" if value is None else str(value)

    @property
    def whole(self) -> int | None:
        """The number; None for an empty field."""
        text = str(self.data if self.data is not None else "").strip()
        return int(text) if text else None

    def pre_validate(self, _form: Any) -> None:
        """Whether it is a number that a policy can hold."""
        text = str(self.data if self.data is not None else "").strip()
        if text and not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= LARGEST):
            raise ValidationError(translate(N_("Write a whole number from 0 to %(most)s."), most=LARGEST))


class PartForm(RevisedForm):
    """A part of a policy: its choices come from the page, its content leaves as plain data.

    `was` is the key of the row that the reader saw, so that another one that took its place is not overwritten.
    """

    was = HiddenField()

    def offer(self, choices: Mapping[str, Iterable[tuple[str, str]]]) -> None:
        """Gives every field that chooses its list, by the name of the field."""
        for name, pairs in choices.items():
            if name in self:
                self[name].choices = offered(pairs)

    def need(self, *names: str) -> bool:
        """Whether these fields are filled in; says so beside each that is not."""
        good = True
        for name in names:
            if not self[name].data and not self[name].errors:
                self[name].errors = [translate(N_("This is needed."))]
                good = False
        return good


class WhenForm(PartForm):
    """A part that may count only under conditions; every condition that is filled in must hold."""

    when_any_flag = Ticks(lazy(N_("Only if one of these is so")))
    when_role = Ticks(lazy(N_("Only where our role is")))
    when_legal_tier = Ticks(lazy(N_("Only where the legal tier is")))
    when_stage = Ticks(lazy(N_("Only for a version in")))
    when_origin = Ticks(lazy(N_("Only for systems that are")))
    when_uses_supplier = SelectField(
        lazy(N_("A supplier delivers a part")), choices=offered(_YES_CHOICES), validate_choice=False
    )
    when_uses_supplier_or_customer = SelectField(
        lazy(N_("Suppliers, partners or customers are involved")),
        choices=offered(_YES_CHOICES),
        validate_choice=False,
    )

    def when(self) -> dict[str, Any]:
        """The conditions as a policy holds them; empty when it always counts."""
        found: dict[str, Any] = {key: list(self[f"when_{key}"].data or []) for key in _WHEN}
        found |= {key: self[f"when_{key}"].data == "yes" for key in _YES if self[f"when_{key}"].data}
        return {key: value for key, value in found.items() if value not in ([], None)}


def when_data(when: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the conditions as the form starts with them."""
    found: dict[str, Any] = {f"when_{key}": when[key] for key in _WHEN if key in when}
    for key in _YES:
        value = when.get(key)
        said = "yes" if value in (True, ["yes"]) else "no" if value in (False, ["no"]) else ""
        found[f"when_{key}"] = said
    return found


def check_key(field: StringField) -> None:
    """Raises ValidationError for what cannot be a key."""
    if not _KEY.fullmatch(field.data or ""):
        raise ValidationError(
            translate(N_("Use letters, digits, dots, dashes and underscores, first a letter, 60 at most."))
        )


def listed(text: str | None) -> list[str]:
    """Words between commas."""
    return [word.strip() for word in (text or "").split(",") if word.strip()]


def without_empty(row: Mapping[str, Any], keep: Iterable[str]) -> dict[str, Any]:
    """The fields that say something, and those that always stand."""
    always = set(keep)
    return {
        key: value for key, value in row.items() if key in always or value not in ("", None, False, [], {})
    }
