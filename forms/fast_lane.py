"""Forms of the fast lane: its one page in six sections, the second look, and opening the lane again."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import (  # type: ignore[attr-defined]
    BooleanField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)

from forms.base import ActionForm, RevisedForm, longest
from forms.signing import DayField
from forms.words import N_, lazy, translate

TEXT = 4000
TEXTS = ("requirements", "worst", "data", "tried", "rollout", "watch")
"""The fields that the team answers in its own words."""

LIKELY = (N_("1: hardly ever"), N_("2: seldom"), N_("3: now and then"), N_("4: often"), N_("5: all the time"))
SEVERE = (N_("1: negligible"), N_("2: small"), N_("3: noticeable"), N_("4: serious"), N_("5: very serious"))


def _words(label: str) -> TextAreaField:
    return TextAreaField(lazy(label), validators=[longest(TEXT)])


def _scale(label: str, words: tuple[str, ...]) -> SelectField:
    choices = [SelectChoice("", lazy(N_("Choose")))]
    choices += [SelectChoice(str(number), lazy(word)) for number, word in enumerate(words, start=1)]
    return SelectField(lazy(label), choices=choices, validate_choice=False)


def _either(label: str, yes: str, no: str) -> RadioField:
    choices = [SelectChoice("no", lazy(no)), SelectChoice("yes", lazy(yes))]
    return RadioField(lazy(label), choices=choices, validate_choice=False)


class LaneForm(RevisedForm):
    """About twelve answers in six sections; nothing is preselected, and half of it can be saved."""

    requirements = _words(N_("What it must do well enough, and what it is not for"))
    no_practice = BooleanField(lazy(N_("We looked at every listed prohibited practice; none fits")))
    worst = _words(N_("The worst that can happen, and what is done about it"))
    likelihood = _scale(N_("How often would that happen?"), LIKELY)
    severity = _scale(N_("How bad would it be for us?"), SEVERE)
    impact = _scale(N_("How bad could it be for people, groups or society?"), SEVERE)
    vulnerable = _either(
        N_("Does it concern a vulnerable group?"),
        N_("Yes: children, patients, people who depend on us"),
        N_("No"),
    )
    acts = _either(
        N_("Does it act on anything outside?"),
        N_("Yes: it sends, orders, changes or decides something by itself"),
        N_("No: it advises or drafts, and a person acts"),
    )
    data = _words(N_("What data goes in, where from, and may we use it?"))
    tried = _words(N_("On which of your own cases was it tried, and with what result?"))
    tested_by = StringField(lazy(N_("Who tested it beside its developers?")), validators=[longest(300)])
    supplier_until = DayField(lazy(N_("The supplier is approved until")))
    incident = _either(
        N_("Was there a serious incident with it or its parts in the last twelve months?"),
        N_("Yes"),
        N_("No"),
    )
    rollout = _words(N_("How is it rolled out, and how is it switched off?"))
    watch = _words(N_("Who looks at it how often, and at what?"))

    def number(self, name: str) -> int | None:
        """A value of the scales; None while nothing is chosen, 0 for what is no number."""
        said = str(self[name].data or "").strip()
        if not said:
            return None
        return int(said) if said.isascii() and said.isdigit() and len(said) == 1 else 0

    def choice(self, name: str) -> bool | None:
        """A yes or no; None while nothing is chosen."""
        return {"yes": True, "no": False}.get(str(self[name].data or ""))

    def until(self) -> date | None:
        """The last day of the supplier's approval."""
        found: date | None = self.supplier_until.data
        return found


class OpenLaneForm(ActionForm):
    """Takes the lane that is offered; there is nothing to fill in."""


class NoDpiaForm(ActionForm):
    """Records that no DPIA is due; there is nothing to fill in."""


class SignedForm(ActionForm):
    """A reason, and the password that signs it."""

    reason = TextAreaField(lazy(N_("Reason")), validators=[longest(TEXT)])
    password = PasswordField(lazy(N_("Your password")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether all is there."""
        good = super().validate(extra_validators)
        for field, sentence in self.needed():
            if not field.data and not field.errors:
                field.errors = [translate(sentence)]
                good = False
        return good

    def needed(self) -> list[tuple[Any, str]]:
        """The fields that have to be filled in, each with its sentence."""
        return [
            (self.reason, N_("Write a reason; it stays in the record.")),
            (self.password, N_("Give your password; every signature asks for it.")),
        ]


class LaneReviewForm(SignedForm):
    """The second look: was it in the right lane? Nothing is preselected."""

    verdict = RadioField(
        lazy(N_("Was it in the right lane?")),
        choices=[
            SelectChoice("right", lazy(N_("Yes: the rules were answered rightly"))),
            SelectChoice("misclassified", lazy(N_("No: it should have taken the full path"))),
        ],
        validate_choice=False,
    )

    def needed(self) -> list[tuple[Any, str]]:
        """The verdict as well."""
        return [(self.verdict, N_("Choose whether it was in the right lane.")), *super().needed()]
