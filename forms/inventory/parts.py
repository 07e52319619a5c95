"""Parts that several forms of the inventory are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import Form, SelectChoice, SelectField, StringField, ValidationError  # type: ignore[attr-defined]
from wtforms.validators import Optional, Regexp

from forms.base import clean_text, longest
from forms.words import N_, lazy, translate

ARTEFACT = r"(?i)^(sha256:\s*[0-9a-f]{64}|release:\s*\S.{0,180})$"
ARTEFACT_SENTENCE = N_("Write sha256: and 64 hex digits, or release: and the vendor's name of the release")


def offered(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """Choices from (value, words)."""
    return [SelectChoice(value, words) for value, words in pairs]


def key_or_none(value: Any) -> int | None:
    """A chosen key; nothing chosen is None. Raises ValueError for anything but digits."""
    return int(value) if value not in (None, "", "None") else None


class ArtefactRow(Form):
    """One named artefact; an empty row is left out."""

    name = StringField(lazy(N_("Name")), [Optional(), longest(200)], filters=[clean_text])
    value = StringField(
        lazy(N_("Digest or release")),
        [Optional(), longest(200), Regexp(ARTEFACT, message=lazy(ARTEFACT_SENTENCE))],
        filters=[clean_text],
    )

    def validate_name(self, field: StringField) -> None:
        """A name without a digest says nothing."""
        if field.data and not self.value.data:
            raise ValidationError(translate(N_("Give its digest or release too, or empty the row")))


class BuilderRow(Form):
    """Somebody who built a version; an empty row is left out."""

    person = StringField(lazy(N_("E-mail or name")), [Optional(), longest(300)], filters=[clean_text])
    what = SelectField(
        lazy(N_("What they did")),
        [Optional()],
        choices=offered(
            [
                ("trained", lazy(N_("Trained it"))),
                ("coded", lazy(N_("Wrote code of it"))),
                ("configured", lazy(N_("Configured it"))),
            ]
        ),
    )


def artefact_rows(rows: Iterable[Any]) -> list[dict[str, str]]:
    """The filled-in rows; one without a name is called by its kind."""
    return [
        {"name": row.form.name.data or "artefact", "value": row.form.value.data}
        for row in rows
        if row.form.value.data
    ]
