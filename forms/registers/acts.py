"""The small forms around a record: a comment, a link, taking it out of the lists and back."""

from __future__ import annotations

from wtforms import SelectField, StringField, TextAreaField

from forms.base import ActionForm, RevisedForm, longest
from forms.registers.kinds import Needed
from forms.words import N_, lazy


class CommentForm(ActionForm):
    """What somebody writes beside a record."""

    text = TextAreaField(lazy(N_("Comment")), [Needed(N_("Comment")), longest(4000)])


class LinkForm(ActionForm):
    """A link to a version, a system, a request or another record."""

    relation = SelectField(lazy(N_("Relation")), validate_choice=False)
    target = StringField(
        lazy(N_("Name of the other end")), [Needed(N_("Name of the other end")), longest(40)]
    )


class LeaveForm(RevisedForm):
    """Takes a record out of the lists, with a reason."""

    reason = TextAreaField(lazy(N_("Reason")), [Needed(N_("Reason")), longest(200)])


class ReturnForm(RevisedForm):
    """Brings a record back into the lists."""

    reason = TextAreaField(lazy(N_("Reason")), [longest(200)])
