"""Which duties follow from a classification, and from which day."""

from __future__ import annotations

from datetime import date

import pytest

from workflows.inventory.law.catalogue import EU_AI_ACT, starter
from workflows.inventory.law.parsing import parse_scheme
from workflows.inventory.wizard.duties import Found, Owed, owed

LAW = parse_scheme(EU_AI_ACT, starter())
HIGH = frozenset({"high_annex_iii", "inform_persons", "dpia_check"})


def duties(
    tier: str = "high", roles: str = "provider", flags: frozenset[str] = HIGH, **more
) -> dict[str, Owed]:
    """What is owed, by duty."""
    found = Found(tier=tier, roles=frozenset(roles.split()), flags=flags, **more)
    return {one.duty.key: one for one in owed(LAW, found)}


def test_a_high_risk_provider_owes_articles_9_to_15_and_43_to_49_from_december_2027() -> None:
    found = duties()
    for key in ("O-RMS", "O-DATA", "O-TECHDOC", "O-LOG", "O-IFU", "O-HO", "O-ARC", "O-CA", "O-DOC", "O-REG"):
        assert found[key].since == date(2027, 12, 2), key
        assert not found[key].applies_on(date(2026, 11, 24))
    assert "O-DEP-USE" not in found


def test_a_product_of_annex_i_has_until_august_2028() -> None:
    assert duties(flags=frozenset({"high_annex_i"}))["O-RMS"].since == date(2028, 8, 2)
    both = duties(flags=frozenset({"high_annex_i", "high_annex_iii"}))["O-RMS"]
    assert both.since == date(2027, 12, 2)
    assert both.later == (("i", date(2028, 8, 2)),)


def test_a_deployer_owes_what_the_flags_say() -> None:
    found = duties(roles="deployer")
    assert {"O-DEP-USE", "O-DEP-HO", "O-DEP-PERS", "O-EXPL", "O-DEP-DPIA"} <= set(found)
    assert not {"O-FRIA", "O-DEP-WORK", "O-DEP-REG", "O-RMS"} & set(found)
    assert "O-FRIA" in duties(roles="deployer", flags=HIGH | {"fria_required"})


def test_critical_infrastructure_alone_owes_no_explanation() -> None:
    assert "O-EXPL" not in duties(roles="deployer", points=("2(a)",))
    assert "O-EXPL" in duties(roles="deployer", points=("2(a)", "5(b)"))


def test_remote_identification_is_asked_only_where_it_is_met() -> None:
    assert "O-DEP-RBI" not in duties(roles="deployer", points=("5(b)",))
    assert "O-DEP-RBI" in duties(roles="deployer", points=("1(a)",))


def test_a_changed_purpose_makes_a_provider() -> None:
    assert "O-RMS" not in duties(roles="deployer")
    assert "O-RMS" in duties(roles="deployer", flags=HIGH | {"becomes_provider"})


@pytest.mark.parametrize(
    ("since", "day", "how"),
    [
        (None, date(2026, 8, 2), ""),
        (date(2026, 9, 1), date(2026, 8, 2), ""),
        (date(2026, 7, 1), date(2026, 12, 2), "legacy"),
    ],
)
def test_marking_has_grace_only_for_what_was_there_before(since: date | None, day: date, how: str) -> None:
    found = duties("limited", flags=frozenset({"t_synthetic"}), in_use_since=since)
    assert (found["O-T2"].since, found["O-T2"].how) == (day, how)
    assert "O-T1" not in found
    assert found["O-T5"].since == date(2026, 8, 2)


def test_a_high_system_in_use_before_says_that_only_a_change_of_design_counts() -> None:
    assert duties(in_use_since=date(2020, 1, 1))["O-RMS"].how == "legacy_high"


def test_an_exempted_system_keeps_its_registration() -> None:
    found = duties("minimal", flags=frozenset({"art_6_3_exempt"}))
    assert "O-REG" in found
    assert "O-RMS" not in found


def test_product_law_of_section_b_reaches_it_through_that_law() -> None:
    found = duties(flags=frozenset({"high_annex_i", "annex_i_section_b"}))
    assert found["O-RMS"].how == "sector"
    assert found["O-CLASS"].how == ""


def test_general_purpose_duties_come_on_top_of_any_tier() -> None:
    found = duties("minimal", roles="gpai_provider", flags=frozenset({"gpai"}), in_use_since=date(2025, 1, 1))
    assert found["O-G1"].since == date(2027, 8, 2)
    assert "O-G7" not in found
    assert "O-G7" in duties("minimal", roles="gpai_provider", flags=frozenset({"gpai", "gpai_systemic"}))


def test_outside_the_law_nothing_is_owed_and_inside_literacy_always() -> None:
    assert duties("minimal", outside=True) == {}
    assert "O-LIT" in duties("minimal", roles="deployer", flags=frozenset())
