"""Forms of motions: what is moved, a vote, a conflict of interest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, PasswordField, RadioField, TextAreaField
from wtforms.fields import FormField

from forms.base import ActionForm, longest
from forms.signing import APPROVE_WITH, ASK, ConditionForm, Named, PointForm, Rows, TermForm, filled
from forms.words import N_, lazy, translate

MOST_ROWS = 20


class MotionForm(ActionForm):
    """What is moved, with the conditions or points it asks for."""

    decision = RadioField(lazy(N_("What is moved")), validate_choice=False, choices=[])
    text = TextAreaField(lazy(N_("The motion in words")), [longest(2_000)])
    conditions = Rows(FormField(ConditionForm))
    points = Rows(FormField(PointForm))

    def offer(
        self, decisions: Iterable[tuple[str, str]], people: Sequence[Named], items: Iterable[str]
    ) -> None:
        """Gives the fields what there is to choose from, and each list its first row."""
        self.decision.choices = list(decisions)
        for rows in (self.conditions, self.points):
            if not len(rows):
                rows.append_entry({"owner": ""})
        owners = [("", translate(N_("Choose a person"))), *((str(one.id), one.name) for one in people)]
        about = [("", translate(N_("The whole request"))), *((key, key) for key in items)]
        for row in (*self.conditions, *self.points):
            row.form.owner.choices, row.form.item.choices = owners, about

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the shape is right; rows count only for the decision they belong to."""
        good = super().validate(extra_validators)
        for row in self.rows_that_count():
            good = row.check() and good
        if not self.decision.data:
            self.decision.errors = [translate(N_("Choose what is moved."))]
        return good and bool(self.decision.data)

    def rows_that_count(self) -> Iterator[TermForm]:
        """The rows with text that belong to what is moved."""
        if self.decision.data == APPROVE_WITH:
            yield from (row for _, row in filled(self.conditions))
        if self.decision.data == ASK:
            yield from (row for _, row in filled(self.points))

    def add_row(self, kind: str) -> None:
        """One more empty row, while there are not too many."""
        rows = {"condition": self.conditions, "point": self.points}.get(kind)
        if rows is not None and len(rows) < MOST_ROWS:
            rows.append_entry({"owner": ""})


class VoteForm(ActionForm):
    """A vote on the motion whose digest and seat it carries; nothing is chosen beforehand."""

    motion = HiddenField()
    seat = HiddenField()
    digest = HiddenField()
    choice = RadioField(lazy(N_("Your vote")), validate_choice=False, choices=[])
    reason = TextAreaField(lazy(N_("Reason")), [longest(5_000)])
    unchecked_is_fine = BooleanField(lazy(N_("I decide without checking them")))
    password = PasswordField(lazy(N_("Your password")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether a vote and the password are there."""
        good = super().validate(extra_validators)
        if not self.choice.data:
            self.choice.errors = [translate(N_("Choose how you vote."))]
        if not self.password.data:
            self.password.errors = [translate(N_("Give your password; every signature asks for it."))]
        return good and bool(self.choice.data) and bool(self.password.data)


class ConflictForm(ActionForm):
    """A conflict of interest; the password where a seat is stepped back from."""

    seat = HiddenField()
    digest = HiddenField()
    reason = TextAreaField(lazy(N_("What the conflict is")), [longest(1_000)])
    password = PasswordField(lazy(N_("Your password")))


class CloseForm(ActionForm):
    """Ends the vote on the motion that the person sees."""

    motion = HiddenField()
