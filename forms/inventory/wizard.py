"""The form of the classification wizard, built from the questions of a scheme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from wtforms import (
    BooleanField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import ActionForm, longest
from forms.inventory.classifying import INTERNAL, LEGAL, REPLIES, TEXT
from forms.inventory.parts import offered
from forms.words import N_, lazy

WHY = 2000
NONE, UNSURE = "none", "unsure"
Given = tuple[str, tuple[str, ...], tuple[str, ...], str]
"""Reply, choices met, choices open, reason."""


@dataclass(frozen=True)
class Asked:
    """One question as the form needs it; every choice of a `screened` one is answered by itself."""

    key: str
    text: str
    kind: str
    screened: bool = False
    options: tuple[tuple[str, str], ...] = ()

    def fields(self) -> list[str]:
        """The names of the fields that take the answer."""
        return [f"{self.key}__{n}" for n in range(len(self.options))] if self.screened else [self.key]


class SchemeForm(ActionForm):
    """The questions of a scheme, each with its reason; `scheme_form` adds them."""

    none_applies = BooleanField(
        lazy(N_("We read every question below, and the answer is no wherever none is marked"))
    )
    common_reason = TextAreaField(lazy(N_("The reasons in short")), [longest(TEXT)])
    asked: tuple[Asked, ...] = ()

    def answers(self) -> dict[str, Given]:
        """What was answered, by question."""
        return {one.key: self._given(one) for one in self.asked}

    def fill(self, said: Mapping[str, Given]) -> None:
        """Shows earlier answers."""
        for one in self.asked:
            reply, met, open_, why = said.get(one.key, ("", (), (), ""))
            self[f"{one.key}_why"].data = why
            if one.screened:
                for name, (key, _) in zip(one.fields(), one.options, strict=True):
                    self[name].data = (
                        "yes" if key in met else "unsure" if key in open_ else "no" if reply else None
                    )
            elif one.kind == "yes_no":
                self[one.key].data = reply or None
            else:
                self[one.key].data = [*met, *({"no": [NONE], "unsure": [UNSURE]}.get(reply, []))]

    def _given(self, one: Asked) -> Given:
        why = str(self[f"{one.key}_why"].data or "")
        if one.screened:
            said = [
                (key, str(self[name].data or ""))
                for name, (key, _) in zip(one.fields(), one.options, strict=True)
            ]
            met = tuple(key for key, reply in said if reply == "yes")
            open_ = tuple(key for key, reply in said if reply == "unsure")
            done = all(reply for _, reply in said)
            return (
                ("yes" if met else "unsure" if open_ else "no") if done else self._screen(said),
                met,
                open_,
                why,
            )
        if one.kind == "yes_no":
            return str(self[one.key].data or ""), (), (), why
        marked = tuple(str(key) for key in self[one.key].data or ())
        met = tuple(key for key in marked if key not in (NONE, UNSURE))
        reply = "yes" if met else "unsure" if UNSURE in marked else "no" if NONE in marked else ""
        return reply, met, (), why

    def _screen(self, said: list[tuple[str, str]]) -> str:
        """A screen with gaps has no answer, unless one tick stands for every gap."""
        if not self.none_applies.data:
            return ""
        replies = [reply for _, reply in said]
        return "yes" if "yes" in replies else "unsure" if "unsure" in replies else ""


class WizardForm(SchemeForm):
    """The questions of the law with both tiers, and the password where another tier is signed."""

    seen_number = HiddenField()
    critical = RadioField(
        lazy(N_("Does a critical risk remain after all measures?")),
        choices=offered(REPLIES),
        validate_choice=False,
    )
    internal_tier = RadioField(
        lazy(N_("Internal risk tier")), choices=offered(INTERNAL), validate_choice=False
    )
    internal_reason = TextAreaField(lazy(N_("Reasons for the internal tier")), [longest(TEXT)])
    legal_tier = RadioField(
        lazy(N_("Legal tier")),
        choices=offered([("", lazy(N_("As the answers lead to"))), *LEGAL]),
        default="",
        validate_choice=False,
    )
    override_reason = TextAreaField(
        lazy(N_("Why it differs from what the answers lead to")), [Optional(), longest(TEXT)]
    )
    password = PasswordField(lazy(N_("Your password")))

    def seen(self) -> int | None:
        """The number of the classification the author saw, or -1 when it was lost."""
        text = str(self.seen_number.data or "0")
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else -1

    def remaining(self) -> str:
        """Whether a critical risk remains; the one tick stands for it too."""
        return str(self.critical.data or ("no" if self.none_applies.data else ""))


def wizard_form(asked: Iterable[Asked]) -> type[WizardForm]:
    """The form of the wizard with these questions."""
    return _wizard(tuple(asked))


def scheme_form(asked: Iterable[Asked]) -> type[SchemeForm]:
    """The form of another scheme with these questions."""
    return _scheme(tuple(asked))


@lru_cache(maxsize=16)
def _wizard(asked: tuple[Asked, ...]) -> type[WizardForm]:
    return type("WizardWithQuestions", (WizardForm,), {**_fields(asked), "asked": asked})


@lru_cache(maxsize=16)
def _scheme(asked: tuple[Asked, ...]) -> type[SchemeForm]:
    return type("SchemeWithQuestions", (SchemeForm,), {**_fields(asked), "asked": asked})


def _fields(asked: tuple[Asked, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in asked:
        if one.screened:
            for name, (_, label) in zip(one.fields(), one.options, strict=True):
                found[name] = RadioField(lazy(label), choices=offered(REPLIES), validate_choice=False)
        elif one.kind == "yes_no":
            found[one.key] = RadioField(lazy(one.text), choices=offered(REPLIES), validate_choice=False)
        else:
            found[one.key] = _many(one)
        found[f"{one.key}_why"] = StringField(lazy(N_("Reason")), [longest(WHY)])
    return found


def _many(one: Asked) -> SelectMultipleField:
    more = [] if one.kind == "multi" else [(NONE, lazy(N_("None of these"))), (UNSURE, lazy(N_("Unsure")))]
    return SelectMultipleField(
        lazy(one.text),
        choices=offered([*((key, lazy(label)) for key, label in one.options), *more]),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
