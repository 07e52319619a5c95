"""What people ask of the inventory, and what they get back: frozen, so that page and API are the same act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class ArtefactInput:
    """A named artefact: `value` is `sha256:` and 64 hex digits, or `release:` and the vendor's name of it."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class SystemFacts:
    """What is said about a system; `owner` is a person's e-mail, uuid or unmistakable name."""

    name: str
    purpose: str
    business_reason: str = ""
    users: str = ""
    affected_persons: str = ""
    decisions_influenced: str = ""
    data_categories: str = ""
    autonomy: str = ""
    who_may_stop: str = ""
    origin: str = ""
    supplier: str = ""
    uses_supplier: bool = False
    serves_customers: bool = False
    owner: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class RegisterSystem(SystemFacts):
    """Asks to register a system with its first version; `anyway` says that a look-alike was seen and is another."""

    in_use_since: date | None = None
    label: str = "v1"
    artefacts: tuple[ArtefactInput, ...] = ()
    anyway: bool = False
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class EditSystem(SystemFacts):
    """Asks to change what is said about a system, as seen at `revision`."""

    system_id: int
    revision: int
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class ArchiveSystem:
    """Asks to take a system out of the lists."""

    system_id: int
    reason: str
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClassifySystem:
    """Asks to add a classification; `answers` maps every flag to yes, no or unsure.

    `seen_number` is the number of the classification the author saw last, 0 for none; None does not compare.
    """

    system_id: int
    legal_tier: str
    legal_reason: str
    internal_tier: str
    internal_reason: str
    operator_roles: tuple[str, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    override_reason: str = ""
    seen_number: int | None = None
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class AddVersion:
    """Asks for a further version in intake."""

    system_id: int
    label: str
    description: str = ""
    artefacts: tuple[ArtefactInput, ...] = ()
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class EditVersion:
    """Asks to change a version, as seen at `revision`.

    `builders` holds (person, what), `what` being trained, coded or configured; the person as for an owner.
    """

    version_id: int
    revision: int
    label: str
    description: str = ""
    artefacts: tuple[ArtefactInput, ...] = ()
    builders: tuple[tuple[str, str], ...] = ()
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class ArchiveVersion:
    """Asks to take a version that never passed a gate out of the lists."""

    version_id: int
    reason: str
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class AddMember:
    """Asks to take a person into the team, from today on or from `starts_on`."""

    system_id: int
    person: str
    duty: str = ""
    starts_on: date | None = None
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class EndMember:
    """Asks to end one membership."""

    member_id: int
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class RegisterEnvironment:
    """Asks to register where versions run; a pilot names its people and its last day."""

    name: str
    purpose: str
    pilot_people: str = ""
    ends_on: date | None = None
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class ArchiveEnvironment:
    """Asks to take an environment out of the lists."""

    environment_id: int
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class RecordDeployment:
    """Says that a version runs in an environment from now on; `artefact` is the digest or release deployed."""

    version_id: int
    environment_id: int
    artefact: str = ""
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class EndDeployment:
    """Says that a deployment no longer runs."""

    deployment_id: int
    submit_id: str | None = None


@dataclass(frozen=True)
class Done:
    """What an act made or changed; `changed` is empty when there was nothing to change."""

    ref: str
    id: int
    uuid: str
    changed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Registered:
    """A new system with its first version."""

    ref: str
    system_id: int
    system_uuid: str
    version_ref: str
    version_id: int
    version_uuid: str


@dataclass(frozen=True)
class Deployed:
    """A recorded deployment and what the deploy check said about it."""

    ref: str
    id: int
    allowed: bool
    code: str
    sentence: str
