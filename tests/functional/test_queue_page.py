"""The committee's queue: what it says first, whose side has each request, and what it costs."""

from __future__ import annotations

import gzip

import pytest
from sqlalchemy import update

from models.base import db
from models.seat import Seat
from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from tests.fixtures.queue import days_ago, draft, in_review, many, pace, set_facts
from workflows.approvals.terms import PointTerm
from workflows.ground import clock
from workflows.ground.ids import key_of
from workflows.ground.transaction import transaction
from workflows.lifecycle.queue.rows import PAGE

BUDGET = 8
VIEWS = ("/queue", "/queue?view=board", "/queue?view=chart")


def listed(page: str) -> set[str]:
    """The requests of the table."""
    return {part.partition('"')[0] for part in page.split('name="r" value="')[1:]}


def late(request: str, days: int = 21, over: int = 16) -> None:
    """Lets a request be handed in long ago and be overdue."""
    set_facts(request, first_submitted_at=days_ago(days), due_at=days_ago(over), turn_since=days_ago(days))


def test_the_first_sentence_names_the_bottleneck_and_what_it_waits_for(company: Company) -> None:
    for number in range(3):
        late(in_review(company, f"Voice bot {number}"))
    text = words(Door(company, "carla").get("/queue"))
    assert "Design gate is the bottleneck. Open there: 3, of these overdue: 3." in text
    assert "Half of them are 21 d old or older; the policy gives" in text
    assert "3 of 3 wait for" in text


def test_nothing_is_called_stuck_while_nothing_is_late(company: Company) -> None:
    in_review(company)
    pace("design", 0.5, 1)
    text = words(Door(company, "carla").get("/queue"))
    assert "Nothing is stuck. Of 1 open requests none is overdue" in text


def test_an_empty_queue_says_so_and_shows_the_way_to_drafts(company: Company) -> None:
    draft(company)
    text = words(Door(company, "carla").get("/queue"))
    assert "Nothing is handed in, so nothing waits." in text
    assert "and 1 draft" in text
    assert "Show drafts" in text
    assert "CV screening" in words(Door(company, "carla").get("/queue?state=draft"))


def test_what_will_miss_its_date_is_foretold_from_the_pace_of_the_last_year(company: Company) -> None:
    request, fine = in_review(company), in_review(company, "Fraud detection", "high")
    now = clock.glance()
    set_facts(request, first_submitted_at=days_ago(6), due_at=now.replace(year=now.year + 1))
    pace("design", 5, 9)
    door = Door(company, "tom")
    assert "will miss it" not in words(door.get("/queue"))
    pace("design", 400, 500, tier="limited")
    text = words(door.get("/queue"))
    assert "will miss their date 1" in text
    assert "will miss it" in text
    assert listed(door.text("/queue?state=miss")) == {request}
    assert fine in listed(door.text("/queue"))


def test_the_share_in_time_is_that_of_the_last_thirty_days(company: Company) -> None:
    in_review(company)
    pace("design", 5, 9, decided_30=20, on_time_30=18)
    pace("testing", 5, 9, decided_30=5, on_time_30=3)
    pace("design", 5, 9, tier="high", decided_30=7, on_time_30=0)
    text = words(Door(company, "tom").get("/queue"))
    assert "decided in 30 days , 84 % on time 25" in text.replace("days, 84", "days , 84")


def test_every_request_stands_on_exactly_one_side(company: Company) -> None:
    reviewers, team = in_review(company, "With reviewers"), in_review(company, "With the team")
    sitting, stands = in_review(company, "With the committee"), in_review(company, "On hold")
    point = PointTerm("Show it", company["ana"].person_id or 0)
    company.sign(team, "jide", "legal_counsel", "request_changes", points=(point,))
    set_facts(stands, on_hold=True)
    with transaction() as tx:
        here = Seat.request_id == key_of("REQ", sitting)
        tx.execute(update(Seat).where(here).values(role="committee_chair"))
    door = Door(company, "tom")
    sides = {"reviewer": reviewers, "team": team, "committee": sitting, "stands": stands}
    for side, request in sides.items():
        assert listed(door.text(f"/queue?turn={side}")) == {request}, side


FILTERS = {
    "": {"REQ-2", "REQ-3"},
    "state=draft": {"REQ-1"},
    "state=late": {"REQ-2"},
    "state=in_review": {"REQ-2", "REQ-3"},
    "tier=high": {"REQ-3"},
    "gate=testing": set(),
    "role=legal_counsel": {"REQ-2", "REQ-3"},
    "role=data_steward": set(),
    "q=fraud": {"REQ-3"},
    "q=SYS-2": {"REQ-2"},
    "q=req-3": {"REQ-3"},
    "q=ana": {"REQ-2", "REQ-3"},
    "q=jide": {"REQ-3"},
    "q=%25": set(),
    "sort=waiting": {"REQ-2", "REQ-3"},
    "state=miss&turn=team": set(),
}
ODD = (
    "q=a%00b",
    "q=%F0%9F%98%80",
    "turn=x",
    "gate=%00",
    "owner=-1",
    "owner=99999999999999999999",
    "view=x",
    "after=x",
    "sort=%F0",
)


@pytest.mark.both_databases
def test_filters_narrow_the_queue_and_no_query_is_a_fault(company: Company) -> None:
    draft(company)
    late(in_review(company))
    in_review(company, "Fraud detection", "high")
    with transaction() as tx:
        mine = (Seat.request_id == 3) & (Seat.role == "legal_counsel")
        tx.execute(update(Seat).where(mine).values(assigned_to_id=company["jide"].person_id))
    door = Door(company, "tom")
    for query, shown in FILTERS.items():
        assert listed(door.text(f"/queue?{query}")) == shown, query
    owner = company["ana"].person_id
    assert listed(door.text(f"/queue?owner={owner}")) == {"REQ-2", "REQ-3"}
    assert listed(door.text(f"/queue?owner={company['tom'].person_id}")) == set()
    for query in (*ODD, "q=" + "a" * 3000):
        for view in ("", "view=board&", "view=chart&"):
            assert door.get(f"/queue?{view}{query}").status_code == 200


def test_who_sees_only_one_system_sees_only_its_requests(company: Company) -> None:
    in_review(company)
    draft(company)
    company.hire("uma")
    with transaction() as tx:
        company.grant_row(tx, company["uma"].person_id or 0, "risk_officer", days_ago(100), "system:2")
    text = words(Door(company, "uma").get("/queue"))
    assert "Credit scoring" not in text
    assert "Nothing is handed in" in text
    assert "and 1 draft" in text


def test_requests_about_the_organisation_are_seen_by_whoever_holds_a_role(company: Company) -> None:
    request = in_review(company)
    draft(company)
    set_facts(request, system_id=0)
    company.hire("uma")
    with transaction() as tx:
        company.grant_row(tx, company["uma"].person_id or 0, "risk_officer", days_ago(100), "system:2")
    for who in ("carla", "uma"):
        text = Door(company, who).text("/queue")
        assert listed(text) == {request}, who
        assert request in Door(company, who).text("/queue?view=board")


def test_auditors_read_the_queue_and_are_offered_no_act(company: Company) -> None:
    in_review(company)
    text = Door(company, "ruth").text("/queue")
    assert "Credit scoring" in text
    assert 'name="r"' not in text
    assert 'id="chosen"' not in text
    assert "Assign…" not in Door(company, "ruth").text("/queue?view=board")


def test_the_team_is_not_let_in_and_told_who_is(company: Company) -> None:
    answer = Door(company, "ana").get("/queue")
    assert answer.status_code == 403
    assert "An administrator can give you one of these roles" in words(answer)
    assert 'href="/queue"' not in Door(company, "ana").text("/")


@pytest.mark.both_databases
def test_pages_follow_one_another_without_a_gap_or_a_repetition(company: Company) -> None:
    request = in_review(company)
    many(company, request, PAGE * 2)
    for order in ("", "&sort=waiting"):
        seen, address = [], f"/queue?state=in_review{order}"
        for _ in range(5):
            text = Door(company, "tom").text(address)
            seen += [part.partition('"')[0] for part in text.split('name="r" value="')[1:]]
            if 'rel="next"' not in text:
                break
            address = text.split('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
        assert len(seen) == len(set(seen)) == PAGE * 2 + 1


@pytest.mark.both_databases
def test_s56_the_queue_takes_as_many_statements_for_many_as_for_ten_and_its_badge_is_that_of_home(
    company: Company,
) -> None:
    request, jide = in_review(company), Door(company, "jide")
    counts = []
    for more in (9, 990):
        many(company, request, more)
        for view in VIEWS:
            db.session.remove()
            with counted_statements(company.app) as sent:
                answer = jide.get(view)
            assert answer.status_code == 200
            assert len(answer.data) <= 60_000, view
            assert len(gzip.compress(answer.data)) <= 20_000, view
            counts.append(len(sent))
    assert counts[:3] == counts[3:]
    assert max(counts) <= BUDGET
    badges = {_badge(jide.text(page)) for page in ("/", "/queue")}
    assert len(badges) == 1


def _badge(page: str) -> str:
    return page.partition('class="count">')[2].partition("<")[0]
