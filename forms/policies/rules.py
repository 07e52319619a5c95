"""The form of everything a policy says beside items, seats and routing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, SelectField, StringField, TextAreaField

from forms.base import longest
from forms.policies.parts import Number, PartForm, Ticks
from forms.words import N_, lazy

_EXPIRY = ("draft_idle_days", "with_team_idle_days", "in_review_days")
_OPTIONAL = ("validity_days", "renewal_interval_days", "grace_days", "max_suspension_days", "hypercare_days")
_PURPOSES = ("development", "test", "pilot", "production")


class RulesForm(PartForm):
    """Texts, times and consequences; parts that only some gates have are shown where they are."""

    title = StringField(lazy(N_("Title")), validators=[longest(200)])
    purpose = TextAreaField(lazy(N_("Purpose")), validators=[longest(600)])
    submit_by = Ticks(lazy(N_("Handed in by")))
    sla_days = Number(lazy(N_("Working days to decide")))
    draft_idle_days = Number(lazy(N_("A draft ends after idle days")))
    with_team_idle_days = Number(lazy(N_("A returned request ends after idle days")))
    in_review_days = Number(lazy(N_("A round in review ends after days")))
    validity_days = Number(lazy(N_("An approval is valid for days")))
    renewal_interval_days = Number(lazy(N_("Due again after days")))
    grace_days = Number(lazy(N_("Grace days after that")))
    max_suspension_days = Number(lazy(N_("Longest suspension in days")))
    hypercare_days = Number(lazy(N_("Days of closer watch")))
    conditions_max_days = Number(lazy(N_("A condition is due within days")))
    condition_consequence = SelectField(
        lazy(N_("When a condition is overdue")), choices=[], validate_choice=False
    )
    stale_consequence = SelectField(
        lazy(N_("When the approved thing changes")), choices=[], validate_choice=False
    )
    independent_seat = BooleanField(lazy(N_("One deciding seat is filled by somebody who wrote no record")))
    contractor_seats = BooleanField(lazy(N_("Contractors may sign deciding seats")))
    emergency_who = Ticks(lazy(N_("May stop a version at once")))
    emergency_rule = StringField(lazy(N_("How a stop works")), validators=[longest(600)])
    emergency_triggers = TextAreaField(lazy(N_("Reasons to stop, one a line")), validators=[longest(3_000)])
    pass_who = Ticks(lazy(N_("May issue an emergency pass")))
    pass_hours = Number(lazy(N_("A pass lasts at most hours")))
    pass_reason_min = Number(lazy(N_("Characters its reason has at least")))
    env_development = SelectField(lazy(N_("Stage for development")), choices=[], validate_choice=False)
    env_test = SelectField(lazy(N_("Stage for test")), choices=[], validate_choice=False)
    env_pilot = SelectField(lazy(N_("Stage for pilot")), choices=[], validate_choice=False)
    env_production = SelectField(lazy(N_("Stage for production")), choices=[], validate_choice=False)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything that a policy needs is there."""
        good = super().validate(extra_validators)
        texts = ("title", "purpose", "submit_by", "condition_consequence", "stale_consequence")
        return self.need(*texts, "sla_days", "conditions_max_days", *_EXPIRY) and good

    def rules(self, gate: str) -> dict[str, Any]:
        """The fields of this gate as a policy holds them."""
        names = ("title", "purpose", "condition_consequence", "stale_consequence")
        found: dict[str, Any] = {name: self[name].data or "" for name in names}
        found |= {name: self[name].whole for name in ("sla_days", "conditions_max_days", *_OPTIONAL)}
        found |= {name: bool(self[name].data) for name in ("independent_seat", "contractor_seats")}
        found |= {"submit_by": list(self.submit_by.data or [])}
        found["expiry"] = {name: self[name].whole for name in _EXPIRY}
        if gate == "suspension":
            found["emergency"] = {
                "who": list(self.emergency_who.data or []),
                "rule": self.emergency_rule.data or "",
                "triggers": [
                    line.strip() for line in (self.emergency_triggers.data or "").split("\n") if line.strip()
                ],
            }
        if gate == "deployment":
            found["environments"] = {name: self[f"env_{name}"].data or "none" for name in _PURPOSES}
            found["emergency_pass"] = self._pass()
        return found

    def _pass(self) -> dict[str, Any]:
        """Who may issue a pass; an empty table means that nobody may."""
        if not self.pass_who.data:
            return {}
        return {
            "who": list(self.pass_who.data),
            "hours": self.pass_hours.whole or 0,
            "reason_min": self.pass_reason_min.whole or 0,
        }


def rules_data(content: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as the form starts with them."""
    emergency, allowed = content.get("emergency", {}), content.get("emergency_pass", {})
    return {
        **{name: value for name, value in content.items() if not isinstance(value, dict)},
        **content["expiry"],
        "emergency_who": emergency.get("who", []),
        "emergency_rule": emergency.get("rule", ""),
        "emergency_triggers": "\n".join(emergency.get("triggers", [])),
        "pass_who": allowed.get("who", []),
        "pass_hours": allowed.get("hours"),
        "pass_reason_min": allowed.get("reason_min"),
        **{f"env_{name}": stage for name, stage in content.get("environments", {}).items()},
    }
