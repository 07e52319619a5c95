"""A proved password is good once, for one act, for a minute."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from tests.fixtures.people import PASSWORD, Staff
from workflows.ground import clock
from workflows.ground.actor import CLOCK, Actor, ActorKind
from workflows.ground.refused import NotAllowed, Refused
from workflows.ground.transaction import transaction
from workflows.people.accounts import EditPerson, edit_person
from workflows.people.identity import Identity
from workflows.people.proof import consume, prove
from workflows.people.sessions import NOWHERE
from workflows.people.signing_in import SignIn, sign_in
from workflows.people.standing import hold

PURPOSE = "sign:REQ-1:risk_officer:approve:" + "a" * 64
pytestmark = pytest.mark.both_databases


def use(actor: Actor, proof: str | None, purpose: str = PURPOSE) -> str:
    with transaction() as tx:
        return consume(tx, actor, proof, purpose, clock.now(tx)).method


def test_a_proof_is_used_once(staff: Staff):
    ana = staff.add()
    proof = prove(ana, PASSWORD, PURPOSE)
    assert use(ana, proof) == "password"
    with pytest.raises(Refused, match="proof_missing"):
        use(ana, proof)


def test_a_proof_is_bound_to_its_person_and_its_purpose(staff: Staff):
    ana, ben = staff.add(), staff.add("Ben Brand")
    proof = prove(ana, PASSWORD, PURPOSE)
    for actor, purpose in ((ben, PURPOSE), (ana, PURPOSE.replace("approve", "reject")), (ana, PURPOSE + "b")):
        with pytest.raises(Refused, match="proof_missing"):
            use(actor, proof, purpose)
    for nothing in (None, "", "x" * 5000, "\x00"):
        with pytest.raises(Refused, match="proof_missing"):
            use(ana, nothing)
    assert use(ana, proof) == "password"


def test_a_proof_is_good_for_a_minute(staff: Staff, later):
    ana = staff.add()
    proof = prove(ana, PASSWORD, PURPOSE)
    with later(timedelta(seconds=61)), pytest.raises(Refused, match="proof_missing"):
        use(ana, proof)
    with later(timedelta(seconds=50)):
        assert use(ana, proof) == "password"


def test_an_act_that_fails_leaves_the_proof_unused(staff: Staff):
    ana = staff.add()
    proof = prove(ana, PASSWORD, PURPOSE)

    def fail() -> None:
        with transaction() as tx:
            consume(tx, ana, proof, PURPOSE, clock.now(tx))
            raise Refused("somebody_was_first")

    with pytest.raises(Refused, match="somebody_was_first"):
        fail()
    assert use(ana, proof) == "password"


def test_wrong_passwords_lock_the_proof_but_not_the_sign_in(staff: Staff, later):
    ana = staff.add()
    for _ in range(8):
        with pytest.raises(Refused, match="password_wrong"):
            prove(ana, "not the password", PURPOSE)
    with pytest.raises(Refused, match="locked_out") as refused:
        prove(ana, PASSWORD, PURPOSE)
    assert (refused.value.params["minutes"], refused.value.field) == (15, "password")
    assert sign_in(SignIn("ana@halm.example", PASSWORD, NOWHERE))
    with later(timedelta(minutes=15, seconds=1)):
        assert prove(ana, PASSWORD, PURPOSE)


def test_failed_sign_ins_from_outside_never_stop_a_signature(staff: Staff):
    ana = staff.add()
    for _ in range(12):
        with pytest.raises(Refused):
            sign_in(SignIn("ana@halm.example", "wrong", NOWHERE))
    with pytest.raises(Refused, match="locked_out"):
        sign_in(SignIn("ana@halm.example", PASSWORD, NOWHERE))
    assert use(ana, prove(ana, PASSWORD, PURPOSE)) == "password"


def test_only_a_person_proves_and_uses(staff: Staff):
    ana = staff.add()
    token = Actor(ActorKind.TOKEN, ana.uuid, ana.name, ana.person_id)
    proof = prove(ana, PASSWORD, PURPOSE)
    for other in (token, CLOCK):
        with pytest.raises(NotAllowed, match="persons_only"):
            prove(other, PASSWORD, PURPOSE)
        with pytest.raises(NotAllowed, match="persons_only"):
            use(other, proof)


def at_once(staff: Staff, count: int, act) -> list[object]:
    """What `count` threads got that began together."""
    ready, outcomes = threading.Barrier(count), []

    def run(number: int) -> None:
        with staff.app.app_context():
            ready.wait()
            try:
                outcomes.append(act(number))
            except Refused as refused:
                outcomes.append(refused.code)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_of_many_acts_with_one_proof_one_succeeds(staff: Staff):
    ana = staff.add()
    proof = prove(ana, PASSWORD, PURPOSE)
    outcomes = at_once(staff, 6, lambda _number: use(ana, proof))
    assert outcomes.count("password") == 1


def test_many_guesses_at_the_same_moment_do_not_pass_the_limit_together(staff: Staff):
    staff.add()
    outcomes = at_once(staff, 12, lambda _number: sign_in(SignIn("ana@halm.example", "wrong", NOWHERE)))
    assert outcomes.count("sign_in_failed") <= 8
    assert set(outcomes) <= {"sign_in_failed", "locked_out", "somebody_was_first"}


def test_an_edit_waits_for_a_decision_that_holds_the_person(staff: Staff):
    ana = staff.add()
    proof, order = prove(ana, PASSWORD, PURPOSE), []
    held, release = threading.Event(), threading.Event()

    def decide() -> None:
        with staff.app.app_context(), transaction() as tx:
            hold(tx, ana.person_id)
            consume(tx, ana, proof, PURPOSE, clock.now(tx))
            held.set()
            release.wait(2)
            order.append("decided")

    def change() -> None:
        with staff.app.app_context():
            held.wait(5)
            edit_person(staff.admin, EditPerson(ana.person_id, 1, Identity("Ana R.", "ana@halm.example")))
            order.append("changed")

    threads = [threading.Thread(target=decide), threading.Thread(target=change)]
    for thread in threads:
        thread.start()
    held.wait(5)
    threading.Timer(0.3, release.set).start()
    for thread in threads:
        thread.join()
    assert order == ["decided", "changed"]
