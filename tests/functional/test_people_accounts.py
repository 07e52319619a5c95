"""Administration of accounts: who may, what is kept, and what nobody can do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.one_time_code import OneTimeCode
from models.person import Person
from tests.fixtures.people import PASSWORD, Staff, fill, hidden_fields
from workflows.ground.refused import NotAllowed, Refused, Stale
from workflows.ground.transaction import reading
from workflows.people.accounts import AddPerson, EditPerson, add_person, edit_person
from workflows.people.closing import ClosePerson, SetPrivilege, close_person, set_privilege
from workflows.people.identity import Identity

FACTS = {
    "name": "Ana Ribeiro",
    "email": "ana@halm.example",
    "kind": "employee",
    "employer": "",
    "ends_on": "",
}
GUEST = Identity("Gil Guest", "gil@audit.example", "guest", "Audit House")


def link_in(html: str) -> str:
    return html.partition("/welcome/")[2].partition("<")[0].split('"')[0]


def test_an_added_person_chooses_the_password_with_a_link_that_works_once(staff: Staff):
    admin, visitor = staff.sign_in(staff.admin), staff.app.test_client()
    added = fill(admin, "/people/new", **FACTS)
    assert added.status_code == 303
    token = link_in(admin.get(added.location).text)
    assert token
    assert "/welcome/" not in admin.get(added.location).text, "the link is shown once"
    reading().rollback()
    assert reading().scalars(select(OneTimeCode)).one().code_hash != token
    page = visitor.get(f"/welcome/{token}")
    assert "Welcome, Ana Ribeiro" in page.text
    own = fill(visitor, f"/welcome/{token}", password="ana.ribeiro 1234", password_again="ana.ribeiro 1234")
    assert own.status_code == 422
    chosen = fill(visitor, f"/welcome/{token}", password=PASSWORD, password_again=PASSWORD)
    assert chosen.status_code == 303
    assert visitor.get("/account").status_code == 200
    assert visitor.get(f"/welcome/{token}").status_code == 404
    assert staff.actions()[-2:] == ["person:added", "person:signed-up"]


def test_a_new_link_kills_the_former_one_and_runs_out(staff: Staff, later):
    ana, admin, visitor = staff.add(), staff.sign_in(staff.admin), staff.app.test_client()
    tokens = []
    for _ in range(2):
        answer = fill(admin, f"/people/{ana.person_id}", f"/people/{ana.person_id}/link")
        tokens.append(link_in(admin.get(answer.location).text))
    assert visitor.get(f"/welcome/{tokens[0]}").status_code == 404
    assert visitor.get(f"/welcome/{tokens[1]}").status_code == 200
    with later(timedelta(hours=1)):
        assert visitor.get(f"/welcome/{tokens[1]}").status_code == 404
    inside = staff.sign_in(ana)
    fill(visitor, f"/welcome/{tokens[1]}", password="another calm river", password_again="another calm river")
    assert inside.get("/account").status_code == 303, "a new password ends every session"


def test_s29_an_e_mail_is_never_given_to_somebody_else(staff: Staff):
    ana = staff.add()
    close_person(
        staff.admin, ClosePerson(ana.person_id, staff.person(ana.person_id).revision, "Left the company")
    )
    answer = fill(
        staff.sign_in(staff.admin),
        "/people/new",
        **(FACTS | {"name": "Ana Other", "email": "ANA@halm.example"}),
    )
    assert answer.status_code == 422
    assert "E-mails are never given to somebody else" in answer.text
    assert 'value="Ana Other"' in answer.text


def test_s32_a_closed_account_keeps_name_roles_and_history(staff: Staff):
    ana = staff.add()
    staff.grant(ana, "legal_counsel")
    close_person(
        staff.admin, ClosePerson(ana.person_id, staff.person(ana.person_id).revision, "Left the company")
    )
    page = staff.sign_in(staff.admin).get(f"/people/{ana.person_id}").text
    for text in ("Ana Ribeiro", "Legal counsel", "Closed", "Needed for reviews"):
        assert text in page
    assert staff.person(ana.person_id).deactivated_at is not None


def test_the_page_that_closes_an_account_lists_what_the_person_holds(staff: Staff):
    ana = staff.add()
    staff.grant(ana, "legal_counsel")
    admin = staff.sign_in(staff.admin)
    assert "Legal counsel" in admin.get(f"/people/{ana.person_id}/close").text
    answer = fill(admin, f"/people/{ana.person_id}/close", reason=" ")
    assert answer.status_code == 422
    assert staff.person(ana.person_id).active


def test_the_last_administrator_stays(staff: Staff):
    own = staff.admin.person_id
    with pytest.raises(Refused, match="last_administrator"):
        close_person(staff.admin, ClosePerson(own, staff.person(own).revision, "I am leaving"))
    with pytest.raises(Refused, match="own_privilege"):
        set_privilege(staff.admin, SetPrivilege(own, staff.person(own).revision, False, "No more of this"))
    other = staff.add("Otto Other", is_administrator=True)
    set_privilege(other, SetPrivilege(own, staff.person(own).revision, False, "A change of duties"))
    with pytest.raises(Refused, match="last_administrator"):
        close_person(
            other, ClosePerson(other.person_id, staff.person(other.person_id).revision, "I am leaving")
        )


def test_an_administrator_who_never_signed_up_does_not_count_as_another_one(staff: Staff):
    staff.add("Nora New", is_administrator=True, password_hash="")
    with pytest.raises(Refused, match="last_administrator"):
        close_person(
            staff.admin,
            ClosePerson(staff.admin.person_id, staff.person(staff.admin.person_id).revision, "Leaving"),
        )


def test_whoever_lost_the_privilege_meanwhile_administers_nothing_more(staff: Staff):
    other = staff.add("Otto Other", is_administrator=True)
    set_privilege(
        staff.admin,
        SetPrivilege(other.person_id, staff.person(other.person_id).revision, False, "A change of duties"),
    )
    assert other.is_administrator, "what the session knew when the request began"
    with pytest.raises(NotAllowed):
        add_person(other, AddPerson(Identity("Ana Ribeiro", "ana@halm.example")))


def test_a_guest_needs_an_employer_and_a_last_day(staff: Staff):
    admin = staff.sign_in(staff.admin)
    answer = fill(admin, "/people/new", **(FACTS | {"kind": "guest"}))
    assert answer.status_code == 422
    assert "Say for whom a contractor or guest works" in answer.text
    assert "A guest needs a last day of access" in answer.text
    assert len(reading().scalars(select(Person)).all()) == 1


def test_an_edit_on_a_stale_page_shows_both_versions_and_loses_nothing(staff: Staff):
    ana, admin = staff.add(), staff.sign_in(staff.admin)
    form = hidden_fields(admin.get(f"/people/{ana.person_id}/edit").text)
    seen = staff.person(ana.person_id).revision
    edit_person(
        staff.admin, EditPerson(ana.person_id, seen, Identity("Ana Ribeiro-Silva", "ana@halm.example"))
    )
    with pytest.raises(Stale):
        edit_person(staff.admin, EditPerson(ana.person_id, seen, Identity("Ana R.", "ana@halm.example")))
    answer = admin.post(f"/people/{ana.person_id}/edit", data=form | FACTS | {"name": "Ana R."})
    assert answer.status_code == 409
    assert "Ana Ribeiro-Silva" in answer.text
    assert "Ana R." in answer.text
    again = admin.post(
        f"/people/{ana.person_id}/edit", data=hidden_fields(answer.text) | FACTS | {"name": "Ana R."}
    )
    assert again.status_code == 303
    assert staff.person(ana.person_id).name == "Ana R."


def test_the_same_form_twice_adds_one_person(staff: Staff):
    admin = staff.sign_in(staff.admin)
    form = hidden_fields(admin.get("/people/new").text) | FACTS
    first, second = admin.post("/people/new", data=form), admin.post("/people/new", data=form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert staff.actions().count("person:added") == 1


def test_people_without_the_privilege_are_kept_out_and_logged(staff: Staff):
    ana = staff.add()
    client = staff.sign_in(ana)
    for address in (
        "/people",
        "/people/new",
        f"/people/{ana.person_id}",
        "/people/units",
        "/people/security",
    ):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "Only an administrator can open this" in answer.text
    assert staff.events().count("denied") == 5
    assert "Kept out" in staff.sign_in(staff.admin).get("/people/security").text


def test_the_list_finds_people_by_name_mail_and_employer(staff: Staff):
    staff.add()
    staff.add("Coro Contractor", kind="contractor", employer="Works & Sons 100%")
    admin = staff.sign_in(staff.admin)
    assert "Coro Contractor" in admin.get("/people?q=sons%20100%25").text
    assert "Ana Ribeiro" not in admin.get("/people?q=sons").text
    assert "Nobody found" in admin.get("/people?q=_______________").text
    for text in ("%00", "%", "'", "%F0%9F%92%A5", "\\"):
        assert admin.get(f"/people?q={text}&page=99999999999999999999&show=x").status_code == 200
