"""What is asked when a system is registered, edited or archived."""

from __future__ import annotations

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Optional

from forms.base import ActionForm, RevisedForm, longest
from forms.inventory.parts import ArtefactRow, key_or_none, offered
from forms.words import N_, lazy

LINE = 200
TEXT = 4000
LABEL = 80

AUTONOMY = [
    ("advice", lazy(N_("It advises; a person decides and acts"))),
    ("human_confirms", lazy(N_("It acts after a person has confirmed"))),
    ("human_can_stop", lazy(N_("It acts; a person watches and can stop it"))),
    ("acts_alone", lazy(N_("It acts alone"))),
]
ORIGIN = [
    ("built", lazy(N_("Built by us"))),
    ("adapted", lazy(N_("Somebody else's, adapted by us"))),
    ("bought", lazy(N_("Bought as it is"))),
    ("embedded", lazy(N_("Part of other software that we use"))),
]


def _lines(label: str, needed: str | None = None) -> TextAreaField:
    """A field for several lines, with the sentence to say when it has to be filled in."""
    must = DataRequired(lazy(needed)) if needed else Optional()
    return TextAreaField(lazy(label), [must, longest(TEXT)])


class _Facts:
    """The fields that registering and editing share."""

    name = StringField(lazy(N_("Name")), [DataRequired(lazy(N_("Give the system a name"))), longest(LINE)])
    purpose = _lines(N_("Intended purpose"), N_("Say what the system is meant to do"))
    business_reason = _lines(N_("Business reason"), N_("Say why the organisation wants it"))
    users = _lines(N_("Who works with it"), N_("Say who works with it"))
    affected_persons = _lines(
        N_("Who is affected"), N_("Say about whom it says something; “nobody” is an answer")
    )
    decisions_influenced = _lines(N_("Decisions it influences"))
    data_categories = _lines(N_("Kinds of data"))
    autonomy = RadioField(
        lazy(N_("How far does it act without a person?")),
        [InputRequired(lazy(N_("Choose how far it acts without a person")))],
        choices=offered(AUTONOMY),
    )
    who_may_stop = _lines(N_("Who may stop it"))
    origin = RadioField(
        lazy(N_("Where does it come from?")),
        [InputRequired(lazy(N_("Choose where it comes from")))],
        choices=offered(ORIGIN),
    )
    supplier = StringField(lazy(N_("Supplier")), [Optional(), longest(LINE)])
    uses_supplier = BooleanField(lazy(N_("A supplier delivers a part of it, such as the model")))
    serves_customers = BooleanField(lazy(N_("Customers or partners use it")))
    owner = StringField(lazy(N_("Owner")), [Optional(), longest(300)])
    unit_id = SelectField(lazy(N_("Unit")), [Optional()], coerce=key_or_none)


class RegisterForm(_Facts, ActionForm):
    """Registers a system with its first version; `anyway` answers the hint at a look-alike."""

    in_use_since = DateField(lazy(N_("In use since")), [Optional()])
    label = StringField(
        lazy(N_("Label of the first version")),
        [DataRequired(lazy(N_("Give the first version a label, such as v1"))), longest(LABEL)],
        default="v1",
    )
    artefacts = FieldList(FormField(ArtefactRow), min_entries=2, max_entries=20)
    anyway = BooleanField(lazy(N_("It is another system: register it anyway")))

    def facts(self) -> dict[str, Any]:
        """What was typed, by the names of the command."""
        return _facts(self) | {
            "in_use_since": self.in_use_since.data,
            "label": self.label.data,
            "anyway": bool(self.anyway.data),
        }


class EditForm(_Facts, RevisedForm):
    """Changes what is said about a system."""

    def facts(self) -> dict[str, Any]:
        """What was typed, by the names of the command."""
        return _facts(self)


class ArchiveForm(ActionForm):
    """Takes a system or a version out of the lists."""

    reason = TextAreaField(
        lazy(N_("Reason")), [DataRequired(lazy(N_("Write a reason; it stays in the record"))), longest(TEXT)]
    )


FACTS = (
    "name",
    "purpose",
    "business_reason",
    "users",
    "affected_persons",
    "decisions_influenced",
    "data_categories",
    "autonomy",
    "who_may_stop",
    "origin",
    "supplier",
    "uses_supplier",
    "serves_customers",
)
"""Fields that describe a system, in the order of the page."""


def _facts(form: Any) -> dict[str, Any]:
    typed = {name: form[name].data for name in (*FACTS, "owner")}
    return {name: "" if value is None else value for name, value in typed.items()} | {
        "unit_id": form.unit_id.data
    }
