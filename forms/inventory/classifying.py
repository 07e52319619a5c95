"""What is asked when a system is classified; the questions come from the inventory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import ActionForm, longest
from forms.inventory.parts import offered
from forms.words import N_, lazy, translate

TEXT = 4000
REPLIES = [("yes", lazy(N_("Yes"))), ("no", lazy(N_("No"))), ("unsure", lazy(N_("Unsure")))]
LEGAL = [
    ("minimal", lazy(N_("Minimal: no duties beyond good practice"))),
    ("limited", lazy(N_("Limited: people must be told"))),
    ("high", lazy(N_("High risk"))),
    ("prohibited", lazy(N_("Prohibited: it must not be used"))),
]
INTERNAL = [
    ("minimal", lazy(N_("Minimal"))),
    ("limited", lazy(N_("Limited"))),
    ("high", lazy(N_("High"))),
]
ROLES = [
    ("provider", lazy(N_("Provider: we have it made and put it into use under our name"))),
    ("deployer", lazy(N_("Deployer: we use it under our authority"))),
    ("importer", lazy(N_("Importer: we bring it into the Union"))),
    ("distributor", lazy(N_("Distributor: we pass it on in the Union"))),
    ("product_manufacturer", lazy(N_("Product manufacturer: it is part of a product we sell"))),
]


class Answered(InputRequired):
    """Wants an answer and repeats the question: seventeen equal sentences in a summary help nobody."""

    def __call__(self, form: Any, field: Any) -> None:
        """Raises StopValidation when nothing was chosen and nobody said that none applies."""
        if not (field.raw_data and field.raw_data[0]):
            if form.none_applies.data:
                field.errors, field.data = [], "no"
                return
            field.errors = []
            raise StopValidation(
                translate(N_("Answer yes, no or unsure: %(question)s"), question=field.label.text)
            )


class ClassifyForm(ActionForm):
    """Tiers with their reasons and our roles; `form_with` adds one question per flag."""

    seen_number = HiddenField()
    operator_roles = SelectMultipleField(
        lazy(N_("What are we for this system?")),
        [DataRequired(lazy(N_("Choose at least one role we have for this system")))],
        choices=offered(ROLES),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    legal_tier = RadioField(
        lazy(N_("Legal tier")), [InputRequired(lazy(N_("Choose a legal tier")))], choices=offered(LEGAL)
    )
    legal_reason = TextAreaField(
        lazy(N_("Reasons for the legal tier")),
        [DataRequired(lazy(N_("Give the reasons for the legal tier"))), longest(TEXT)],
    )
    override_reason = TextAreaField(
        lazy(N_("Why it is milder than the answers suggest")), [Optional(), longest(TEXT)]
    )
    internal_tier = RadioField(
        lazy(N_("Internal risk tier")),
        [InputRequired(lazy(N_("Choose an internal risk tier")))],
        choices=offered(INTERNAL),
    )
    internal_reason = TextAreaField(
        lazy(N_("Reasons for the internal tier")),
        [DataRequired(lazy(N_("Give the reasons for the internal tier"))), longest(TEXT)],
    )
    none_applies = BooleanField(
        lazy(N_("We read every question below, and the answer is no wherever none is marked"))
    )
    questions: tuple[str, ...] = ()

    def answers(self) -> dict[str, str]:
        """The answers by flag."""
        return {key: str(self[key].data or "") for key in self.questions}

    def seen(self) -> int | None:
        """The number of the classification the author saw, or -1 when it was lost."""
        text = str(self.seen_number.data or "0")
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else -1


def form_with(questions: Iterable[tuple[str, str]]) -> type[ClassifyForm]:
    """The form with one question for each (flag, question)."""
    asked = tuple(questions)
    fields = {
        key: RadioField(lazy(question), [Answered()], choices=offered(REPLIES)) for key, question in asked
    }
    return type(
        "ClassifyWithQuestions", (ClassifyForm,), fields | {"questions": tuple(key for key, _ in asked)}
    )
