"""The forms of the review page: the decision with its terms, and the small acts around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import FieldList, FormField

from forms.base import ActionForm
from forms.words import N_, lazy, translate

MOST_ROWS = 20
"""Conditions or points in one decision; the engine refuses more."""

APPROVE_WITH, ASK = "approve_with_conditions", "request_changes"


class Named(Protocol):
    """Somebody or something to choose: key and name."""

    @property
    def id(self) -> int:
        """The key."""

    @property
    def name(self) -> str:
        """The name."""


class DayField(DateField):
    """A day that may be left empty; what is no day is kept as typed and is nobody's day."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads the day; empty and unreadable text give None without an error of their own."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None


class Rows(FieldList):  # type: ignore[type-arg]
    """Rows of a form; only small plain numbers count as their places, whatever a hostile client sends."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        for key in formdata:
            number = key.removeprefix(f"{prefix}-").partition("-")[0]
            if key.startswith(f"{prefix}-") and number.isascii() and number.isdigit() and len(number) < 3:
                yield int(number)


class TermForm(Form):
    """A row of terms: what, who, about which item."""

    text = StringField(lazy(N_("What")))
    owner = SelectField(lazy(N_("Owner")), validate_choice=False)
    item = SelectField(lazy(N_("Item")), validate_choice=False)

    @property
    def is_empty(self) -> bool:
        """Whether nobody typed into this row."""
        return not (self.text.data or "").strip()

    @property
    def owner_id(self) -> int:
        """The key of the chosen person; 0 for nobody."""
        text = str(self.owner.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0

    def check(self) -> bool:
        """Whether a row with text names its owner; the sentence stands beside the field."""
        if self.is_empty or self.owner_id:
            return True
        self.owner.errors = [*self.owner.errors, translate(N_("Choose a person."))]
        return False


class PointForm(TermForm):
    """One numbered point of a request for changes."""


class ConditionForm(TermForm):
    """One condition with its due date; `given` marks a row that an open item brought along."""

    due_on = DayField(lazy(N_("Due")))
    given = HiddenField()

    def check(self) -> bool:
        """Also asks for the day."""
        good = super().check()
        if not self.is_empty and not isinstance(self.due_on.data, date):
            self.due_on.errors = [translate(N_("Choose a day."))]
            return False
        return good


class SignForm(ActionForm):
    """A decision on the round whose digest it carries; nothing is chosen beforehand."""

    seat = HiddenField()
    digest = HiddenField()
    decision = RadioField(lazy(N_("Your decision")), validate_choice=False, choices=[])
    reason = TextAreaField(lazy(N_("Reason")))
    go_on_until = DayField(lazy(N_("Goes on until")))
    conditions = Rows(FormField(ConditionForm))
    points = Rows(FormField(PointForm))
    unchecked_is_fine = BooleanField(lazy(N_("I decide without checking them")))
    password = PasswordField(lazy(N_("Your password")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the shape is right; rows count only for the decision they belong to."""
        good = super().validate(extra_validators)
        if not self.decision.data:
            self.decision.errors = [translate(N_("Choose your decision."))]
        if not self.password.data:
            self.password.errors = [translate(N_("Give your password; every signature asks for it."))]
        for row in self.rows_that_count():
            # WTForms calls an empty date of a row nobody used a mistake; only rows with text are looked at.
            good = row.check() and good
        return good and bool(self.decision.data) and bool(self.password.data)

    def rows_that_count(self) -> Iterator[TermForm]:
        """The rows with text that belong to the chosen decision."""
        if self.decision.data == APPROVE_WITH:
            yield from (row for _, row in filled(self.conditions))
        if self.decision.data == ASK:
            yield from (row for _, row in filled(self.points))

    def add_row(self, kind: str) -> str | None:
        """One more empty row; its first field's id, or None when there are enough."""
        known: dict[str, Rows] = {"condition": self.conditions, "point": self.points}
        rows = known.get(kind)
        if rows is None or len(rows) >= MOST_ROWS:
            return None
        rows.append_entry({"owner": rows[-1].owner.data if kind == "point" and len(rows) else ""})
        return str(rows[-1].form.text.id)

    def typed(self) -> bool:
        """Whether anything was typed that must not be lost."""
        rows = [*filled(self.conditions), *filled(self.points)]
        return bool((self.reason.data or "").strip()) or any(not _given(row) for _, row in rows)

    def offer(
        self, people: Sequence[Named], items: Iterable[str], decisions: Iterable[tuple[str, str]]
    ) -> None:
        """Gives the fields what there is to choose from."""
        self.decision.choices = list(decisions)
        owners = [("", translate(N_("Choose a person"))), *((str(one.id), one.name) for one in people)]
        about = [("", translate(N_("The whole request"))), *((key, key) for key in items)]
        for row in (*self.conditions, *self.points):
            row.form.owner.choices, row.form.item.choices = owners, about

    def place_of(self, field: str | None) -> str | None:
        """The field of the page that a refusal of the engine names, whose rows were counted without empty ones."""
        kind, _, rest = (field or "").partition("-")
        number, _, part = rest.partition("-")
        known: dict[str, Rows] = {"conditions": self.conditions, "points": self.points}
        rows = known.get(kind)
        if rows is None or not number.isdigit():
            return field
        used = filled(rows)
        at = used[int(number)][0] if int(number) < len(used) else 0
        return f"{kind}-{at}-{part}"


def filled(rows: Rows) -> list[tuple[int, Any]]:
    """The rows that hold text, with their place on the page."""
    return [(number, entry.form) for number, entry in enumerate(rows) if not entry.form.is_empty]


def _given(row: TermForm) -> bool:
    return isinstance(row, ConditionForm) and bool(row.given.data) and row.text.data == row.given.data


class RecuseForm(ActionForm):
    """Stepping back from the request, in the seat one could have filled."""

    seat = HiddenField()
    digest = HiddenField()
    recuse_reason = TextAreaField(lazy(N_("Why you step back")))
    recuse_password = PasswordField(lazy(N_("Your password")))


class RetractForm(ActionForm):
    """Taking back one's own signature."""

    seat = HiddenField()
    retract_reason = TextAreaField(lazy(N_("Why you take it back")))


class CommentForm(ActionForm):
    """A remark, on the request or on one item."""

    item = HiddenField()
    text = TextAreaField(lazy(N_("Comment")))


class TickForm(ActionForm):
    """Says that a file was checked, or takes that back."""

    evidence = HiddenField()
    checked = HiddenField()


class AdmitForm(ActionForm):
    """Admits a person with a later grant to an open seat."""

    choice = RadioField(lazy(N_("Whom")), validate_choice=False, choices=[])
    admit_reason = TextAreaField(lazy(N_("Why this person is admitted")))


class WithdrawForm(ActionForm):
    """Takes the request back."""

    withdraw_reason = TextAreaField(lazy(N_("Why it is withdrawn")))
