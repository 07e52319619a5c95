"""The one evaluator: what a policy says of a request before and after it is handed in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.enums import Level, SeatMode
from workflows.approvals.evaluating import NO_SEAT, Case, ItemFact, Outcome, evaluate
from workflows.approvals.kinds import More
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.parts import Item, SeatRule
from workflows.approvals.policies.when import AskedItem, Situation
from workflows.approvals.starter import starter_bodies
from workflows.approvals.tally import SeatState

STARTER = load(starter_bodies()["deployment", "limited"])
HERE = Situation()
DONE, OPEN = ItemFact(True), ItemFact(False)


def item(key: str, level: Level = Level.MUST, blocking: bool = True) -> Item:
    """A checklist item of that level."""
    return Item(key, key, level, blocking, (), (), (), "", "ml_lead", "none")


def rule(
    key: str, role: str = "", step: int = 1, mode: SeatMode = SeatMode.DECIDES, **more: object
) -> SeatRule:
    """A seat rule."""
    return SeatRule(key, role or key, step, mode, **more)  # type: ignore[arg-type]


BODY = replace(
    STARTER,
    items=(item("A-1"), item("A-2", blocking=False), item("A-3", Level.SHOULD)),
    seats=(rule("risk_officer"), rule("committee_chair", step=2)),
    independent_seat=False,
)
ITEMS = {"A-1": DONE, "A-2": DONE, "A-3": DONE}
ABLE = {"risk_officer": frozenset({1}), "committee_chair": frozenset({2})}


def case(body: PolicyBody = BODY, **more: object) -> Case:
    """A complete case that two people could decide."""
    return replace(Case(body, HERE, items=ITEMS, able=ABLE), **more)


def signed(number: int, key: str, decision: str = "approve", role: str = "", **more: object) -> SeatState:
    """A filled seat."""
    return SeatState(number, key, role or key, 1, "decides", "filled", decision, **more)  # type: ignore[arg-type]


BOTH = (signed(1, "risk_officer"), signed(2, "committee_chair"))


def test_a_complete_request_that_different_people_can_decide_may_be_handed_in():
    verdict = evaluate(case())
    assert (verdict.outcome, verdict.unfillable, verdict.no_independent) == (Outcome.PENDING, None, False)
    assert verdict.count is None


def test_every_item_that_is_not_done_is_named_by_what_follows_from_it():
    verdict = evaluate(case(items={}))
    assert verdict.outcome == Outcome.INCOMPLETE
    assert (verdict.open_blocking, verdict.open_must, verdict.unexplained) == (("A-1",), ("A-2",), ("A-3",))


@pytest.mark.parametrize(
    ("fact", "level", "done"),
    [
        (ItemFact(True), Level.MUST, True),
        (ItemFact(True, not_needed=True, reason=True), Level.MUST, False),
        (ItemFact(False, not_needed=True, reason=True), Level.SHOULD, True),
        (ItemFact(True, not_needed=True), Level.SHOULD, False),
        (ItemFact(False, reason=True), Level.SHOULD, False),
    ],
)
def test_a_must_is_never_set_aside_and_a_should_only_with_a_reason(fact, level, done):
    assert fact.satisfies(level) is done


def test_a_reason_lets_an_unanswered_should_through():
    assert evaluate(case(items={**ITEMS, "A-3": ItemFact(False, reason=True)})).outcome == Outcome.PENDING


def test_an_open_must_that_does_not_block_does_not_stop_the_submission():
    verdict = evaluate(case(items={**ITEMS, "A-2": OPEN}))
    assert (verdict.outcome, verdict.open_must) == (Outcome.PENDING, ("A-2",))


def test_the_items_of_a_worklist_never_stand_in_the_way():
    assert evaluate(case(items={}, worklist=True)).outcome == Outcome.PENDING


def test_the_seat_that_stays_empty_is_named():
    verdict = evaluate(case(able={"risk_officer": frozenset({1}), "committee_chair": frozenset({1})}))
    assert verdict.outcome == Outcome.UNFILLABLE
    assert verdict.unfillable in ABLE


def test_a_seat_nobody_speaks_of_has_nobody():
    assert evaluate(case(able={})).outcome == Outcome.UNFILLABLE


def test_a_policy_without_a_deciding_seat_lets_nothing_through():
    adviser = rule("dpo", mode=SeatMode.ADVISES)
    verdict = evaluate(case(replace(BODY, seats=(adviser,)), able={"dpo": frozenset({1})}))
    assert (verdict.outcome, verdict.unfillable) == (Outcome.UNFILLABLE, NO_SEAT)


def test_an_advising_seat_falls_away_only_when_it_is_known_that_nobody_holds_its_role():
    body = replace(BODY, seats=(*BODY.seats, rule("dpo", mode=SeatMode.ADVISES)))
    assert evaluate(case(body)).unfillable == "dpo"
    assert evaluate(case(body, holding=frozenset({"risk_officer"}))).gone == {"dpo"}
    assert evaluate(case(body, holding=frozenset({"risk_officer"}))).outcome == Outcome.PENDING


def test_where_everybody_wrote_a_record_nobody_is_independent():
    body = replace(BODY, independent_seat=True)
    assert evaluate(case(body, wrote=frozenset({1, 2}))).no_independent
    assert evaluate(case(body, wrote=frozenset({1}))).outcome == Outcome.PENDING


def test_what_other_gates_ask_counts_as_well():
    more = More((AskedItem(item("B-1"), Level.MUST),), (rule("security_ciso"),))
    verdict = evaluate(case(more=more))
    assert (verdict.open_blocking, [r.key for r in verdict.rules][-1]) == (("B-1",), "security_ciso")


def test_seats_as_they_were_laid_decide_when_no_policy_is_asked():
    assert evaluate(Case(None, HERE, seats=BOTH, handed_in=True)).outcome == Outcome.APPROVED
    assert evaluate(Case(None, HERE, seats=(), handed_in=True)).outcome == Outcome.PENDING


def test_all_signatures_approve_under_the_rules_they_were_given_under():
    assert evaluate(case(seats=BOTH, handed_in=True)).outcome == Outcome.APPROVED


def test_a_seat_that_was_never_asked_is_still_waited_for():
    body = replace(BODY, seats=(*BODY.seats, rule("security_ciso")))
    verdict = evaluate(case(body, seats=BOTH, handed_in=True, able={}))
    assert verdict.outcome == Outcome.PENDING
    assert [s.key for s in verdict.states if s.status == "open"] == ["security_ciso"]


def test_a_signature_counts_for_its_role_when_the_key_of_its_seat_changed():
    body = replace(BODY, seats=(rule("risk", "risk_officer"), rule("committee_chair", step=2)))
    assert evaluate(case(body, seats=BOTH, handed_in=True)).outcome == Outcome.APPROVED


def test_advice_decides_nothing_where_the_seat_would_decide():
    advice = SeatState(3, "dpo", "dpo", 1, "advises", "filled", "advise_for")
    body = replace(BODY, seats=(*BODY.seats, rule("dpo")))
    assert evaluate(case(body, seats=(*BOTH, advice), handed_in=True, able={})).outcome == Outcome.PENDING


def test_an_open_blocking_item_outweighs_every_approval_but_no_rejection():
    gone = {**ITEMS, "A-1": OPEN}
    assert evaluate(case(seats=BOTH, handed_in=True, items=gone)).outcome == Outcome.INCOMPLETE
    no = (signed(1, "risk_officer", "reject"),)
    assert evaluate(case(seats=no, handed_in=True, items=gone)).outcome == Outcome.REJECTED


def test_an_open_must_needs_an_approval_with_conditions():
    gone = {**ITEMS, "A-2": OPEN}
    assert evaluate(case(seats=BOTH, handed_in=True, items=gone)).outcome == Outcome.PENDING
    with_terms = (BOTH[0], signed(2, "committee_chair", "approve_with_conditions"))
    assert evaluate(case(seats=with_terms, handed_in=True, items=gone)).outcome == Outcome.APPROVED


def test_signatures_of_authors_alone_do_not_meet_the_independent_seat():
    body = replace(BODY, independent_seat=True)
    by = {1: frozenset({1}), 2: frozenset({2})}
    assert evaluate(
        case(body, seats=BOTH, handed_in=True, signers=by, wrote=frozenset({1, 2}))
    ).no_independent
    verdict = evaluate(case(body, seats=BOTH, handed_in=True, signers=by, wrote=frozenset({1})))
    assert verdict.outcome == Outcome.APPROVED


def test_an_open_seat_that_nobody_could_fill_is_named_once_others_have_signed():
    able = {"committee_chair": frozenset[int]()}
    verdict = evaluate(case(seats=BOTH[:1], handed_in=True, able=able))
    assert (verdict.outcome, verdict.unfillable) == (Outcome.UNFILLABLE, "committee_chair")


def test_a_group_that_needs_one_more_is_not_stuck_for_want_of_two():
    board = tuple(rule(f"board.{n}", "committee_member", group_key="board", needs=2) for n in (1, 2, 3))
    body = replace(BODY, seats=board)
    seats = tuple(
        replace(signed(n, f"board.{n}", role="committee_member"), group_key="board", group_needs=2)
        for n in (1,)
    )
    able = {"board.2": frozenset({7}), "board.3": frozenset({7})}
    assert evaluate(case(body, seats=seats, handed_in=True, able=able)).outcome == Outcome.PENDING
    nobody = {key: frozenset[int]() for key in able}
    assert evaluate(case(body, seats=seats, handed_in=True, able=nobody)).outcome == Outcome.UNFILLABLE


def any_of(needs: int, *roles: str) -> tuple[SeatRule, ...]:
    """A seat for each of several roles of which so many sign."""
    return tuple(
        rule(f"one.{n}", role, group_key="one", needs=needs, alternative=True, veto=True)
        for n, role in enumerate(roles, start=1)
    )


def test_of_seats_of_different_roles_only_as_many_have_to_be_fillable_as_have_to_sign():
    body = replace(BODY, seats=any_of(1, "risk_officer", "legal_counsel", "dpo"))
    alone = {"one.2": frozenset({5})}
    assert evaluate(case(body, able=alone)).outcome == Outcome.PENDING
    assert evaluate(case(body, able={})).outcome == Outcome.UNFILLABLE
    two = replace(BODY, seats=any_of(2, "risk_officer", "legal_counsel", "dpo"))
    assert evaluate(case(two, able=alone)).outcome == Outcome.UNFILLABLE
    assert (
        evaluate(case(two, able={"one.2": frozenset({5}), "one.3": frozenset({5})})).outcome
        == Outcome.UNFILLABLE
    )
    assert (
        evaluate(case(two, able={"one.2": frozenset({5}), "one.3": frozenset({6})})).outcome
        == Outcome.PENDING
    )


def test_one_rejection_ends_what_any_of_several_roles_may_decide():
    body = replace(BODY, seats=any_of(1, "risk_officer", "legal_counsel"))
    no = (signed(1, "one.1", "reject", "risk_officer"),)
    assert evaluate(case(body, seats=no, handed_in=True, able={})).outcome == Outcome.REJECTED
    yes = (signed(1, "one.2", role="legal_counsel"),)
    assert evaluate(case(body, seats=yes, handed_in=True, able={})).outcome == Outcome.APPROVED


def test_a_signature_counts_for_a_merged_seat_only_when_it_was_given_in_all_its_roles():
    body = replace(BODY, seats=(rule("risk_officer", also=("legal_counsel",)),))
    once = (signed(1, "risk_officer"),)
    assert evaluate(case(body, seats=once, handed_in=True, able={})).outcome == Outcome.PENDING
    both = (signed(1, "risk_officer", also=("legal_counsel",)),)
    assert evaluate(case(body, seats=both, handed_in=True, able={})).outcome == Outcome.APPROVED
