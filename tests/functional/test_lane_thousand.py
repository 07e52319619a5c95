"""A thousand classifications with random answers, read as the lane reads them, and some of them all the way."""

from __future__ import annotations

import random

import pytest
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.classification import Classification
from models.system_version import SystemVersion
from tests.fixtures.company import Company
from tests.fixtures.lane import fill, open_one, plug_in
from workflows.approvals.kinds import kind_of
from workflows.ground import clock
from workflows.ground.canonical import canonical_text
from workflows.ground.ids import key_of, uuid7
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading, transaction
from workflows.inventory.flags import KEYS, set_flags, stricter
from workflows.lifecycle.fast_lane.opening import offer_of
from workflows.lifecycle.fast_lane.rules import EXCLUDED

SYSTEMS = 1_000


def answered(dice: random.Random) -> dict[str, str]:
    """Mostly harmless answers, so that enough of them pass to tell something."""
    weights = dice.choice([(99, 1, 0), (96, 3, 1), (80, 15, 5)])
    return {key: dice.choices(["no", "yes", "unsure"], weights)[0] for key in KEYS}


def reclassify(
    tx: Session, system: AiSystem, number: int, answers: dict[str, str], tiers: tuple[str, str]
) -> None:
    """The next classification as the act of classifying stores it."""
    row = Classification(
        uuid=uuid7(),
        system_id=system.id,
        number=number,
        legal_tier=tiers[0],
        legal_reason="-",
        internal_tier=tiers[1],
        internal_reason="-",
        operator_roles='["deployer"]',
        flags=canonical_text(list(set_flags(answers))),
        answers=canonical_text(answers),
        author_id=system.owner_id,
        author_roles="[]",
        digest="0" * 64,
        at=clock.now(tx),
    )
    tx.add(row)
    tx.flush()
    system.legal_tier, system.internal_tier = tiers
    system.tier, system.flags = stricter(*tiers).value, row.flags
    system.classification_id = row.id
    tx.flush()


def test_of_a_thousand_classifications_none_with_an_excluded_flag_is_offered_the_lane(
    company: Company,
) -> None:
    key, dice, offered = key_of("VER", plug_in(company)), random.Random(42), 0
    with transaction() as tx:
        version = tx.get_one(SystemVersion, key)
        system = tx.get_one(AiSystem, version.system_id)
        for number in range(2, SYSTEMS + 2):
            answers = answered(dice)
            tiers = (
                dice.choice(["minimal"] * 4 + ["limited", "high"]),
                dice.choice(["minimal"] * 4 + ["limited"]),
            )
            reclassify(tx, system, number, answers, tiers)
            if offer_of(tx, clock.now(tx), version, system).offered:
                offered += 1
                assert not set(set_flags(answers)) & EXCLUDED
                assert tiers == ("minimal", "minimal")
    assert offered > SYSTEMS / 20


def test_a_flag_that_comes_up_at_any_moment_stops_it_before_the_gates_open(company: Company) -> None:
    dice = random.Random(7)
    for number, flag in enumerate(dice.sample(sorted(EXCLUDED), 4)):
        version = plug_in(company, name=f"Plug-in {number}")
        request = open_one(company, version)
        fill(company, request)
        if number % 2:
            company.submit(request)
        company.classify(version, "minimal", flags=(flag,))
        row = company.request(request)
        with pytest.raises(Refused) as caught:
            kind_of(row).may_go_on(reading(), row)
        assert caught.value.params["rule"] == "FL-2", flag
        assert company.version(version).stage == "intake"
