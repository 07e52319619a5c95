"""The form of one checklist item of a policy, and of one row of the routing table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, SelectField, StringField, TextAreaField

from forms.base import longest
from forms.policies.parts import PartForm, Ticks, WhenForm, check_key, listed, when_data, without_empty
from forms.words import N_, lazy


class ItemForm(WhenForm):
    """What is asked, how much, of whom, and when it counts."""

    key = StringField(lazy(N_("Key")))
    text = TextAreaField(lazy(N_("What is asked")), validators=[longest(600)])
    level = SelectField(lazy(N_("Level")), choices=[], validate_choice=False)
    blocking = BooleanField(lazy(N_("As a must it blocks: nothing is handed in while it is open")))
    note = TextAreaField(lazy(N_("Help for whoever answers")), validators=[longest(2_000)])
    evidence = TextAreaField(lazy(N_("Example of good evidence")), validators=[longest(600)])
    owner = SelectField(lazy(N_("Owner")), choices=[], validate_choice=False)
    module = SelectField(lazy(N_("Register whose records answer it")), choices=[], validate_choice=False)
    author_may_not_sign = BooleanField(lazy(N_("Whoever wrote a linked record of it signs in no seat")))
    controls = StringField(lazy(N_("Controls")), validators=[longest(300)])
    clauses = StringField(lazy(N_("Clauses")), validators=[longest(300)])
    eu = StringField(lazy(N_("AI Act articles")), validators=[longest(300)])
    flag = SelectField(lazy(N_("Exists only if")), choices=[], validate_choice=False)
    force_must_flags = Ticks(lazy(N_("A must in every tier if")))

    def validate_key(self, field: StringField) -> None:
        """A key has a shape."""
        check_key(field)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything that an item needs is there."""
        good = super().validate(extra_validators)
        return self.need("text", "level", "owner", "module") and good

    def row(self) -> dict[str, Any]:
        """The item as a policy holds it."""
        texts = ("key", "text", "level", "note", "evidence", "owner", "module", "flag")
        found: dict[str, Any] = {name: self[name].data or "" for name in texts}
        found |= {name: listed(self[name].data) for name in ("controls", "clauses", "eu")}
        found |= {name: bool(self[name].data) for name in ("blocking", "author_may_not_sign")}
        found |= {"force_must_flags": list(self.force_must_flags.data or []), "when": self.when()}
        keep = "key text level blocking controls clauses eu evidence owner module"
        return without_empty(found, keep.split())


def item_data(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as the form starts with them."""
    lists = {name: ", ".join(row.get(name, ())) for name in ("controls", "clauses", "eu")}
    return {**row, **lists, **when_data(row.get("when", {}))}


class RouteForm(PartForm):
    """Which change sends a version back to which stage."""

    key = StringField(lazy(N_("Key")))
    text = TextAreaField(lazy(N_("Change")), validators=[longest(600)])
    to = SelectField(lazy(N_("Back to")), choices=[], validate_choice=False)
    reclassify = BooleanField(lazy(N_("The system is classified again")))
    note = TextAreaField(lazy(N_("Note")), validators=[longest(600)])

    def validate_key(self, field: StringField) -> None:
        """A key has a shape."""
        check_key(field)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything that a row needs is there."""
        good = super().validate(extra_validators)
        return self.need("text", "to") and good

    def row(self) -> dict[str, Any]:
        """The row as a policy holds it."""
        found = {name: self[name].data or "" for name in ("key", "text", "to", "note")}
        return without_empty(
            {**found, "reclassify": bool(self.reclassify.data)}, ["key", "text", "to", "reclassify"]
        )
