"""Forms about the law data: one entry, and the file of another scheme."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from forms.base import ActionForm, longest
from forms.signing import DayField
from forms.words import N_, lazy, translate

REASON = 4000
LABELS = {
    "text": N_("What it says"),
    "articles": N_("Articles"),
    "date": N_("Day"),
    "what": N_("What begins then"),
    "label": N_("Name of the duty"),
    "article": N_("Article"),
    "evidence": N_("What shows it, one a line"),
    "days": N_("Calendar days"),
    "hours": N_("Hours"),
}
CASES = {
    "all": N_("Applies from"),
    "iii": N_("Applies from, for Annex III systems"),
    "i": N_("Applies from, for Annex I products"),
    "legacy": N_("Applies from, for what was in use before"),
    "original": N_("Applies from, original parts"),
    "new": N_("Applies from, added parts"),
}
LONG = frozenset({"text", "what", "evidence"})


class EntryForm(ActionForm):
    """One entry of a scheme; `entry_form` adds its fields."""

    seen_number = HiddenField()
    carry = BooleanField(lazy(N_("Also move every duty that begins on the old day")))
    in_force_from = DayField(lazy(N_("Holds from")))
    reason = TextAreaField(lazy(N_("Why, with the source")), [longest(REASON)])
    typed: tuple[str, ...] = ()

    def fields(self) -> dict[str, str]:
        """What was sent, by the name the act knows; a field that was not sent says nothing."""
        sent = {name: self[field_name(name)] for name in self.typed}
        return {name: str(one.data or "") for name, one in sent.items() if one.raw_data}

    def seen(self) -> int:
        """The number of the entry the author saw, or -1 when it was lost."""
        text = str(self.seen_number.data or "")
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else -1


class SchemeFileForm(ActionForm):
    """A file with another scheme, its key, and why."""

    key = StringField(lazy(N_("Short key")), [longest(60)])
    file = FileField(lazy(N_("YAML file")))
    reason = TextAreaField(lazy(N_("Why, with the source")), [longest(REASON)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is a file."""
        good = super().validate(extra_validators)
        if not (self.file.data and getattr(self.file.data, "filename", "")):
            self.file.errors = [translate(N_("Choose the file."))]
            return False
        return good


def field_name(name: str) -> str:
    """The name of a form field for a field of an entry."""
    return "field_" + name.replace(":", "_")


def entry_form(names: Iterable[str]) -> type[EntryForm]:
    """The form of an entry with these fields."""
    return _entry(tuple(names))


@lru_cache(maxsize=64)
def _entry(names: tuple[str, ...]) -> type[EntryForm]:
    fields: dict[str, Any] = {"typed": names}
    for name in names:
        case = name.partition(":")[2]
        label = CASES.get(case, N_("Applies from")) if case else LABELS[name]
        kind = TextAreaField if name in LONG else StringField
        fields[field_name(name)] = kind(lazy(label), [longest(REASON)])
    return type("EntryWithFields", (EntryForm,), fields)
