"""Makes the sample company in an empty database: organisation, people, units, then its story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from models.blob import Blob
from models.organisation import Organisation
from models.person import Person
from workflows.approvals.evidence import store
from workflows.ground import clock
from workflows.ground.actor import Actor, ActorKind
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading, transaction
from workflows.ground.words import register
from workflows.lifecycle.metrics.measuring import rebuild
from workflows.people.accounts import AddPerson, add_person
from workflows.people.granting import GrantRole, grant_role
from workflows.people.identity import Identity
from workflows.people.passwords import hash_password, require_good
from workflows.people.reaching import Reach
from workflows.people.setup import SetUp, establish
from workflows.people.units import AddUnit, add_unit
from workflows.sample import dossier, story
from workflows.sample.acting import Company
from workflows.sample.stagecraft import Stage

FOUNDED = timedelta(days=-420)
DOMAIN = "halm.example"
UNITS = ("Lending", "Human resources", "Customer service", "Operations")

register(
    {
        "sample_real_people": "There are real people in this database. The sample company only goes into an empty one.",
        "sample_there": "The sample company is there already.",
        "sample_none": "There is no sample company in this database, so there is nothing to remove.",
    }
)


@dataclass(frozen=True)
class SignIn:
    """How somebody of the sample company signs in."""

    name: str
    email: str
    roles: tuple[str, ...]


def load(password: str) -> tuple[SignIn, ...]:
    """Makes the company with one password for everybody; returns who can sign in.

    Raises Refused when the database holds an organisation already, or for a password that people could not choose.
    """
    _require_empty()
    require_good(password, f"sample@{DOMAIN}", "Sample")
    company = Company(password)
    with clock.set_back(FOUNDED):
        _found(company)
        units = _units(company)
        signs = _hire(company)
    story.tell(Stage(company, clock.glance().date(), units))
    # The clock would do it within a minute; whoever looks at once finds the figures there.
    rebuild()
    return signs


def present() -> bool:
    """Whether the sample company is in this database; raises Refused when real people are."""
    organisation = reading().scalars(select(Organisation)).first()
    if organisation is not None and not organisation.is_sample:
        raise Refused("sample_real_people")
    return organisation is not None


def erase_evidence() -> int:
    """Takes the evidence of the sample company out of the store; returns how many files.

    The rows go with the database itself. Raises Refused where no sample company is.
    """
    if not present():
        raise Refused("sample_none")
    keys = list(reading().scalars(select(Blob.store_key)))
    for key in keys:
        store.current().erase(key)
    return len(keys)


def _require_empty() -> None:
    if present():
        raise Refused("sample_there")
    if reading().scalars(select(Person.id).limit(1)).first() is not None:
        raise Refused("sample_real_people")


def _found(company: Company) -> None:
    command = SetUp("", "Nora Vega", f"nora.vega@{DOMAIN}", "Halm Group", "Europe/Berlin")
    password_hash = hash_password(company.password)
    with transaction() as tx:
        person = establish(tx, clock.now(tx), command, password_hash, is_sample=True)
        company.people["nora"] = Actor(
            ActorKind.PERSON, person.uuid, person.name, person.id, is_administrator=True
        )


def _units(company: Company) -> dict[str, int]:
    top = add_unit(company["nora"], AddUnit("Halm Group", "entity", None))
    return {name: add_unit(company["nora"], AddUnit(name, "department", top)) for name in UNITS}


def _hire(company: Company) -> tuple[SignIn, ...]:
    """Adds everybody with their roles; each has a hash of their own, as if they had chosen the password."""
    signs = [SignIn("Nora Vega", f"nora.vega@{DOMAIN}", ("administrator",))]
    for one in dossier.content("people"):
        email = ".".join(one["name"].lower().split()) + f"@{DOMAIN}"
        password_hash = hash_password(company.password)
        made = add_person(company["nora"], AddPerson(Identity(one["name"], email)), password_hash)
        company.people[one["key"]] = Actor(ActorKind.PERSON, made.uuid, made.name, made.person_id)
        company.roles[one["key"]] = tuple(one["roles"])
        for role in one["roles"]:
            reason = "Appointed by top management at the start."
            grant_role(company["nora"], GrantRole(made.person_id, role, Reach(), None, None, reason))
        signs.append(SignIn(one["name"], email, tuple(one["roles"])))
    return tuple(signs)
