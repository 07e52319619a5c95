"""The form of a record, built from what its register declares and what the organisation added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import SelectField, StringField, TextAreaField

from forms.base import RevisedForm, longest
from forms.inventory.parts import offered
from forms.registers.asked import Asked, column_name, name_of
from forms.registers.kinds import Needed, data_of, field_of, lines_of, value_of
from forms.words import N_, lazy


class RecordForm(RevisedForm):
    """What every record has: its title, where it stands, who owns it, what it is about; `form_of` adds the rest."""

    title = StringField(lazy(N_("Title")), [Needed(N_("Title")), longest(200)])
    status = SelectField(lazy(N_("Status")), validate_choice=False)
    owner = StringField(lazy(N_("Owner")), [longest(300)])
    system = SelectField(lazy(N_("AI system")), validate_choice=False)
    version = SelectField(lazy(N_("Version")), validate_choice=False)
    reason = TextAreaField(lazy(N_("Why it changes")), [longest(2000)])
    asked: Sequence[Asked] = ()
    own: Sequence[Asked] = ()

    def body(self) -> dict[str, Any]:
        """What was filled in, as the register keeps it."""
        return {one.key: value_of(one, self[name_of(one.key)]) for one in self.asked}

    def own_values(self) -> dict[str, Any]:
        """What was filled in to the fields of the organisation."""
        return {one.key: value_of(one, self[one.key]) for one in self.own}

    def field_named(self, told: str | None) -> str | None:
        """The name on the form of what a refusal is about: `plan-1-owner` counts lines that say something."""
        for one in self.asked:
            if told == one.key:
                return name_of(one.key)
            if told and one.kind == "rows" and told.startswith(f"{one.key}-"):
                return self._inside(one, told.removeprefix(f"{one.key}-"))
        return told

    def _inside(self, asked: Asked, rest: str) -> str:
        place, _, column = rest.partition("-")
        lines, field = lines_of(asked, self[name_of(asked.key)]), self[name_of(asked.key)]
        if not place.isdigit() or int(place) >= len(lines) or not column:
            return str(field.name)
        return f"{field.entries[lines[int(place)][0]].name}-{column_name(column)}"

    def pressed(self, sent: Mapping[str, str]) -> bool:
        """Adds or takes away a line when such a button was pressed; nothing is saved then."""
        named = {name_of(one.key): one for one in self.asked if one.kind == "rows"}
        more, (dropped, _, place) = sent.get("more", ""), sent.get("drop", "").rpartition("-")
        if more in named:
            field = self[more]
            if field.max_entries is None or len(field.entries) < field.max_entries:
                field.append_entry()
            return True
        if dropped in named and place.isdigit() and len(place) < 4:
            field = self[dropped]
            if int(place) < len(field.entries):
                del field.entries[int(place)]
            return True
        return bool(more or dropped)


def form_of(asked: Iterable[Asked], own: Iterable[Asked] = ()) -> type[RecordForm]:
    """The form with a field for each declared and each added one."""
    declared, added = tuple(asked), tuple(own)
    fields: dict[str, Any] = {name_of(one.key): field_of(one) for one in declared}
    fields |= {one.key: field_of(one) for one in added}
    return type("FilledRecordForm", (RecordForm,), fields | {"asked": declared, "own": added})


def filled(
    form: type[RecordForm], body: Mapping[str, Any], own: Mapping[str, Any], people: Mapping[str, str]
) -> dict[str, Any]:
    """Kept values as the form takes them at first; `people` gives the e-mail of a uuid."""
    data = {name_of(one.key): data_of(one, body.get(one.key), people) for one in form.asked}
    return data | {one.key: data_of(one, own.get(one.key), people) for one in form.own}


def choose(form: RecordForm, **choices: Iterable[tuple[str, str]]) -> None:
    """Gives the lists of the form what can be chosen: `status`, `system`, `version`."""
    for name, pairs in choices.items():
        form[name].choices = offered(pairs)
