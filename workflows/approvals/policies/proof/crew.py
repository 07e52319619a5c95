"""The people a proof is made for, and whom section 4 lets fill a seat among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from models.enums import PersonKind
from models.role_grant import ORG
from workflows.approvals.policies.body import PolicyBody, SeatRule
from workflows.approvals.policies.vocabulary import POLICY_PUBLICATION
from workflows.approvals.policies.words import role_label
from workflows.approvals.rules import Bar, RequestFacts, SeatView, bars_of_submission
from workflows.ground.words import text
from workflows.people.standing import Grant, Standing

_BEFORE = datetime(2000, 1, 1, tzinfo=UTC)
_FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Mate:
    """One of the crew: `builds` says that they belong to the team of the system, so that they sign nothing of it."""

    person_id: int
    key: str
    name: str
    roles: frozenset[str]
    employee: bool = True
    builds: bool = False

    @cached_property
    def standing(self) -> Standing:
        """The same person as section 4 looks at them, with every role for the whole organisation."""
        grants = tuple(
            Grant(number, role, ORG, _BEFORE, _FIRST_DAY, None)
            for number, role in enumerate(sorted(self.roles), start=1)
        )
        kind = PersonKind.EMPLOYEE if self.employee else PersonKind.CONTRACTOR
        return Standing(self.person_id, self.key, self.name, "", kind.value, True, False, grants)


@dataclass(frozen=True)
class Crew:
    """Everybody who could take part in a request."""

    people: tuple[Mate, ...]
    key: str = ""
    label: str = ""

    @property
    def held(self) -> frozenset[str]:
        """Every role that somebody holds."""
        return frozenset[str]().union(*(mate.roles for mate in self.people))

    def without(self, key: str) -> Crew:
        """The crew after one of them has left."""
        return Crew(tuple(mate for mate in self.people if mate.key != key), self.key, self.label)

    def submitters(self, body: PolicyBody) -> tuple[Mate, ...]:
        """Who may hand in a request under this policy; of a crew with a team only members of the team."""
        team = any(mate.builds for mate in self.people)
        return tuple(
            mate
            for mate in self.people
            if mate.roles & set(body.submit_by) and (mate.builds or not team or _own_matter(body))
        )

    def holders(self, rule: SeatRule) -> tuple[Mate, ...]:
        """Who holds every role that a seat stands for."""
        return tuple(mate for mate in self.people if mate.roles >= {rule.role, *rule.also})


def _own_matter(body: PolicyBody) -> bool:
    # A publication is about the organisation: there is no system, so there is no team.
    return body.gate == POLICY_PUBLICATION


def facts_of(body: PolicyBody, crew: Crew, submitter: Mate, authors: Iterable[int] = ()) -> RequestFacts:
    """What section 4 asks about at the moment when this person hands the request in.

    `authors` wrote a record that an item keeps from signing altogether.
    """
    team = frozenset(mate.person_id for mate in crew.people if mate.builds)
    return RequestFacts(
        first_submitted_at=None,
        scope_keys=frozenset({ORG}),
        submitters={submitter.person_id: "1"},
        team=frozenset() if _own_matter(body) else team,
        wrote={person: frozenset({""}) for person in authors},
        wrote_refs={person: text("proof_record") for person in authors},
        seats_from_staff_only=not body.contractor_seats,
        gate=body.gate,
    )


def able(rules: Sequence[SeatRule], crew: Crew, facts: RequestFacts) -> dict[str, frozenset[int]]:
    """Who could fill each of these seats: of those who hold its roles whoever section 4 does not bar."""
    return {
        rule.key: frozenset(mate.person_id for mate in crew.holders(rule) if not _bars(mate, rule, facts))
        for rule in rules
    }


def barred(rule: SeatRule, crew: Crew, facts: RequestFacts) -> tuple[tuple[Mate, Bar], ...]:
    """Those who hold the role of a seat and are barred from it, each with the first reason."""
    found = ((mate, _bars(mate, rule, facts)) for mate in crew.holders(rule))
    return tuple((mate, bars[0]) for mate, bars in found if bars)


def _bars(mate: Mate, rule: SeatRule, facts: RequestFacts) -> tuple[Bar, ...]:
    seat = SeatView(
        0, rule.key, rule.role, role_label(rule.all_roles), str(rule.mode), "open", None, also=rule.also
    )
    return bars_of_submission(mate.standing, seat, facts)
