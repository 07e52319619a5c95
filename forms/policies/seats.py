"""The form of one seat of a policy, of a group of seats, or of a seat that several roles may fill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField, ValidationError

from forms.inventory.parts import offered
from forms.policies.parts import Number, Ticks, WhenForm, check_key, when_data, without_empty
from forms.words import N_, lazy, translate

ONE, GROUP, ANY = "one", "group", "any"
_KINDS = [
    (ONE, lazy(N_("One seat"))),
    (GROUP, lazy(N_("A group of one role: so many of so many"))),
    (ANY, lazy(N_("Any of several roles"))),
]
_MODES = [("decides", lazy(N_("Decides"))), ("advises", lazy(N_("Advises; does not count as a vote")))]


class SeatForm(WhenForm):
    """Who signs, in which step, deciding or advising, alone or as one of several."""

    kind = RadioField(lazy(N_("What stands here")), choices=offered(_KINDS), validate_choice=False)
    role = SelectField(lazy(N_("Role")), choices=[], validate_choice=False)
    also = Ticks(lazy(N_("Stands for these roles too; whoever signs holds them all")))
    any_role = Ticks(lazy(N_("Any of these roles")))
    needs = Number(lazy(N_("Approvals needed")))
    seats = Number(lazy(N_("Seats in the group")))
    veto = BooleanField(lazy(N_("One rejection in the group ends the request")))
    key = StringField(lazy(N_("Key")))
    step = Number(lazy(N_("Step")))
    mode = RadioField(lazy(N_("What the seat says")), choices=offered(_MODES), validate_choice=False)
    scope = Ticks(lazy(N_("Covers only these items")))

    def validate_key(self, field: StringField) -> None:
        """A key has a shape; without one the role is the key."""
        if field.data:
            check_key(field)
        elif self.kind.data == ANY:
            raise ValidationError(translate(N_("Give it a key; several roles have no name of their own.")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything that this kind of seat needs is there."""
        good = super().validate(extra_validators)
        needed = {ONE: ["role", "mode"], GROUP: ["role", "needs", "seats"], ANY: ["any_role", "needs"]}
        return self.need("step", *needed.get(str(self.kind.data), ["kind"])) and good

    def row(self) -> dict[str, Any]:
        """The seat as a policy holds it."""
        found: dict[str, Any] = {"step": self.step.whole or 0, "key": self.key.data or ""}
        found |= {"when": self.when(), "scope": list(self.scope.data or [])}
        if self.kind.data == ANY:
            found |= {"any_role": list(self.any_role.data or []), "needs": self.needs.whole}
            return without_empty(found, ["step"])
        role = self.role.data or ""
        found |= {"role": role, "also": [one for one in self.also.data or [] if one != role]}
        if self.kind.data == GROUP:
            found |= {"needs": self.needs.whole, "seats": self.seats.whole, "veto": bool(self.veto.data)}
        elif self.mode.data == "advises":
            found["mode"] = "advises"
        return without_empty(found, ["step"])


def seat_data(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as the form starts with them."""
    kind = ANY if row.get("any_role") else GROUP if row.get("needs") else ONE
    return {"mode": "decides", **row, "kind": kind, **when_data(row.get("when", {}))}
