"""The card of a system: written as a record, opened to everybody by a signature, closed at once."""

from __future__ import annotations

from html import unescape

import pytest
from sqlalchemy import select

from models.public_card import PublicCard
from models.record_entry import RecordEntry
from models.register_record import RegisterRecord
from tests.fixtures.cards import BODY, fresh_record, open_card, write_card
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from tests.fixtures.pdfs import look
from workflows.assurance.cards.opening import CloseCard, close_card
from workflows.assurance.cards.register import CARD
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, NotFound, Refused
from workflows.ground.transaction import reading
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.saving import save_record


@pytest.fixture
def system_id(company: Company) -> int:
    return company.version(company.system()).system_id


def written(company: Company, system_id: int, status: str = "ready", **body: str) -> RegisterRecord:
    return write_card(company["ana"], system_id, status, **body)


def opened(company: Company, row: RegisterRecord, by: str = "tom", role: str = "ai_governance_lead") -> None:
    open_card(company[by], row, PASSWORD, role)


def visitor(company: Company, address: str) -> tuple[int, str]:
    answer = company.app.test_client().get(address)
    return answer.status_code, unescape(answer.get_data(as_text=True))


def test_a_card_is_open_to_nobody_outside_until_it_is_signed(company: Company, system_id: int) -> None:
    row = written(company, system_id)
    assert visitor(company, "/cards/limits-for-credit")[0] == 404
    opened(company, row)
    status, text = visitor(company, "/cards/limits-for-credit")
    assert status == 200
    assert BODY["does"] in text
    assert "Limits for credit" in visitor(company, "/cards")[1]


def test_the_open_card_shows_nothing_of_the_inside(company: Company, system_id: int) -> None:
    row = written(company, system_id)
    opened(company, row)
    _, text = visitor(company, "/cards/limits-for-credit")
    for inside in ("SYS-", "CARD-", "Tom", "Ana", "halm.example", row.digest, row.uuid, "Head of lending"):
        assert inside not in text, inside


def test_everybody_reads_what_was_signed_and_not_what_is_being_written(
    company: Company, system_id: int
) -> None:
    row = written(company, system_id)
    opened(company, row)
    later = SaveRecord(
        CARD.key, row.id, title=row.title, body={"limits": "A secret draft"}, revision=row.revision
    )
    save_record(company["ana"], later)
    assert "A secret draft" not in visitor(company, "/cards/limits-for-credit")[1]
    opened(company, fresh_record(row.id))
    assert "A secret draft" in visitor(company, "/cards/limits-for-credit")[1]
    assert len(reading().scalars(select(PublicCard)).all()) == 2


def test_closing_needs_no_credential_and_works_at_once(company: Company, system_id: int) -> None:
    opened(company, written(company, system_id))
    close_card(company["ana"], CloseCard(system_id, "A sentence in it is wrong"))
    assert visitor(company, "/cards/limits-for-credit")[0] == 404
    with pytest.raises(Refused, match="card_not_open"):
        close_card(company["ana"], CloseCard(system_id, "Again"))


def test_an_address_stays_the_same_when_a_card_is_opened_again(company: Company, system_id: int) -> None:
    row = written(company, system_id)
    opened(company, row)
    close_card(company["ana"], CloseCard(system_id, "Rewritten"))
    save_record(
        company["ana"],
        SaveRecord(CARD.key, row.id, title="Another title", revision=None, body={"limits": "More limits"}),
    )
    opened(company, fresh_record(row.id))
    status, text = visitor(company, "/cards/limits-for-credit")
    assert (status, "Another title" in text) == (200, True)


@pytest.mark.both_databases
def test_two_systems_never_share_an_address(company: Company, system_id: int) -> None:
    opened(company, written(company, system_id))
    other = company.version(company.system("Limits for shops")).system_id
    opened(company, written(company, other))
    assert visitor(company, "/cards/limits-for-credit-2")[0] == 200


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"status": "draft"}, "card_not_ready"),
        ({"limits": "TBD"}, "card_not_whole"),
        ({"contact": "Ask Ana, who knows it"}, "card_names_somebody"),
        ({"contact": "Write to ana@halm.example"}, "card_names_somebody"),
    ],
)
def test_a_card_that_is_unfinished_or_names_somebody_is_not_opened(
    company: Company, system_id: int, changed: dict[str, str], code: str
) -> None:
    row = written(company, system_id, **changed)
    with pytest.raises(Refused) as refused:
        opened(company, row)
    assert refused.value.code == code
    assert reading().scalars(select(PublicCard)).all() == []


def test_part_of_a_longer_word_is_nobodys_name(company: Company, system_id: int) -> None:
    opened(company, written(company, system_id, contact="The analysts of credit"))
    assert visitor(company, "/cards/limits-for-credit")[0] == 200


def test_only_some_roles_open_a_card_and_only_writers_close_it(company: Company, system_id: int) -> None:
    row = written(company, system_id)
    with pytest.raises(Refused, match="record_sign_role"):
        opened(company, row, by="maria", role="risk_officer")
    opened(company, row)
    with pytest.raises(NotAllowed):
        close_card(company["ruth"], CloseCard(system_id, "I do not like it"))
    with pytest.raises(NotFound):
        close_card(company["nils"], CloseCard(system_id, "I see nothing"))


def test_opening_and_closing_are_in_the_record(company: Company, system_id: int) -> None:
    opened(company, written(company, system_id))
    close_card(company["ana"], CloseCard(system_id, "A sentence in it is wrong"))
    actions = reading().scalars(select(RecordEntry.action).order_by(RecordEntry.id.desc()).limit(2)).all()
    assert actions == ["system-card:closed", "system-card:opened"]


def test_the_page_offers_the_statement_and_opens_the_card(company: Company, system_id: int) -> None:
    row = written(company, system_id)
    tom, here = Door(company, "tom"), f"/systems/{ref('SYS', system_id)}/card"
    text = tom.text(here)
    assert "names no person" in text
    sent = {"record": str(row.id), "digest": row.digest, "role": "ai_governance_lead"}
    wrong = tom.send(f"{here}/open", {**sent, "password": "wrong"}, form_at=here)
    assert wrong.status_code == 422
    done = tom.send(f"{here}/open", {**sent, "password": PASSWORD}, form_at=here)
    assert done.status_code == 303
    assert "Everybody may read this card." in tom.text(here)
    closed = tom.send(f"{here}/close", {"reason": "Enough"}, form_at=here)
    assert closed.status_code == 303
    assert "Only people who may see" in words(tom.get(here))


def test_the_card_as_paper_says_what_is_not_written_yet(company: Company, system_id: int) -> None:
    here = f"/systems/{ref('SYS', system_id)}/card"
    ana = Door(company, "ana")
    assert "No card yet" in ana.text(here)
    assert ana.get(f"{here}.pdf").status_code == 404
    written(company, system_id, status="draft", limits="")
    paper = look(ana.get(f"{here}.pdf").data)
    assert "Not written yet" in paper.text
    assert BODY["does"] in paper.text


def test_a_card_of_a_system_one_may_not_see_is_not_there(company: Company, system_id: int) -> None:
    written(company, system_id)
    nils, here = Door(company, "nils"), f"/systems/{ref('SYS', system_id)}/card"
    assert [nils.get(here).status_code, nils.get(f"{here}.pdf").status_code] == [404, 404]


def test_the_page_asks_the_database_at_most_twelve_times(company: Company, system_id: int) -> None:
    opened(company, written(company, system_id))
    tom, here = Door(company, "tom"), f"/systems/{ref('SYS', system_id)}/card"
    tom.text(here)
    with counted_statements(company.app) as counted:
        tom.text(here)
    assert len(counted) <= 12
