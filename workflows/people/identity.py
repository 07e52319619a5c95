"""What an account must look like: name, e-mail, kind, employer and last day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import PersonKind
from models.person import Person
from workflows.ground.refused import Refused, Several
from workflows.people.signing_in import email_key

_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
)
NAME_LIMIT, EMAIL_LIMIT = 200, 254
REASON_SHORTEST, REASON_LONGEST = 5, 2000


@dataclass(frozen=True)
class Identity:
    """Who somebody is in the organisation, as typed."""

    name: str
    email: str
    kind: str = PersonKind.EMPLOYEE.value
    employer: str = ""
    ends_on: date | None = None

    def tidy(self) -> Identity:
        """The same without stray space, and the e-mail as it is compared."""
        own = self.kind == PersonKind.EMPLOYEE
        employer = "" if own else " ".join(self.employer.split())
        return Identity(" ".join(self.name.split()), email_key(self.email), self.kind, employer, self.ends_on)


def require_identity(tx: Session, given: Identity, day: date, person: Person | None = None) -> None:
    """Raises Several with every field that is wrong; `person` is the one being edited, if any."""
    wrong = [*_of_name(given), *_of_email(tx, given, person), *_of_kind(given)]
    if given.ends_on and given.ends_on < day and (person is None or given.ends_on != person.ends_on):
        wrong.append(Refused("end_past", field="ends_on"))
    if wrong:
        raise Several(wrong)


def _of_name(given: Identity) -> list[Refused]:
    if not given.name or len(given.name) > NAME_LIMIT or not given.name.isprintable():
        return [Refused("name_missing", field="name")]
    return []


def _of_email(tx: Session, given: Identity, person: Person | None) -> list[Refused]:
    if len(given.email) > EMAIL_LIMIT or not _EMAIL.fullmatch(given.email):
        return [Refused("email_shape", field="email")]
    owner = tx.scalars(select(Person.id).where(Person.email == given.email)).first()
    if owner is not None and (person is None or owner != person.id):
        return [Refused("email_taken", field="email")]
    return []


def _of_kind(given: Identity) -> list[Refused]:
    if given.kind not in set(PersonKind):
        return [Refused("kind_unknown", field="kind")]
    wrong = []
    if given.kind != PersonKind.EMPLOYEE and not given.employer:
        wrong.append(Refused("employer_missing", field="employer"))
    if given.kind == PersonKind.GUEST and given.ends_on is None:
        wrong.append(Refused("end_missing", field="ends_on"))
    if len(given.employer) > NAME_LIMIT:
        wrong.append(Refused("employer_missing", field="employer"))
    return wrong


def require_reason(text: str, field: str = "reason") -> str:
    """The reason without stray space; raises Refused beside `field` when it says nothing."""
    reason = text.strip()
    if not reason:
        raise Refused("reason_missing", field=field)
    if len(reason) < REASON_SHORTEST:
        raise Refused("reason_short", field=field, shortest=REASON_SHORTEST)
    if len(reason) > REASON_LONGEST:
        raise Refused("reason_long", field=field, longest=REASON_LONGEST)
    return reason
