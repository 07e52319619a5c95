"""The sample company behind a real server, and the table of every page with somebody who looks at it."""

from __future__ import annotations

import csv
import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import func, select

from config import HOME, read_settings
from models.ai_system import AiSystem
from models.environment import Environment
from models.evidence import Evidence
from models.legal_clock import LegalClock
from models.person import Person
from models.register_record import RegisterRecord
from models.system_version import SystemVersion
from tests.fixtures.cards import open_card, write_card
from tests.fixtures.databases import close
from tests.fixtures.inventory_pages import keep_inventory
from tests.fixtures.people import actor_of
from tests.fixtures.server import LiveServer, start_server
from tests.fixtures.wizard import keep_scheme
from workflows.approvals.policies.drafts.saving import EditPart, edit_part
from workflows.approvals.policies.drafts.starting import StartDraft, start_draft
from workflows.approvals.simulating.asking import AskDryRun, ask_dry_run
from workflows.approvals.simulating.sweep import sweep as work_off_dry_runs
from workflows.ground import clock
from workflows.ground.ids import key_of
from workflows.ground.transaction import reading, transaction
from workflows.inventory.registers.commands import CommentRecord, OwnField, SaveRecord
from workflows.inventory.registers.commenting import comment_record
from workflows.inventory.registers.exchange.importing import StartImport, start_import
from workflows.inventory.registers.own_fields import keep_own_field
from workflows.inventory.registers.saving import save_record
from workflows.lifecycle.passes.issuing import IssuePass, issue_pass, purpose
from workflows.notices.dates.feeds import MakeFeed, make_feed
from workflows.notices.hooks.endpoints import AddEndpoint, add_endpoint
from workflows.people.accounts import AddPerson, MakeLink, add_person, make_link
from workflows.people.closing import ClosePerson, close_person
from workflows.people.identity import Identity
from workflows.people.proof import prove
from workflows.people.sessions import NOWHERE, open_session
from workflows.record.verifying import VerifyRecord, verify_record
from workflows.sample import loading

PASSWORD = "a sample password 2026"
TABLE = HOME / "tests" / "tables" / "pages.csv"


@dataclass(frozen=True)
class Row:
    """One page, by the route that answers and somebody who looks at it; `look` says what kind of answer it is."""

    endpoint: str
    address: str
    who: str
    look: str


def rows() -> list[Row]:
    """The whole table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Row(**row) for row in csv.DictReader(file)]


@dataclass
class Site:
    """The sample company as it is served: cookies by first name, and what stands for gaps in addresses."""

    app: Flask
    server: LiveServer
    cookies: dict[str, str] = field(default_factory=dict)
    gaps: dict[str, str] = field(default_factory=dict)

    def open(self, page: Page, row: Row) -> int:
        """Opens a page as the person of the row; returns the status."""
        page.context.clear_cookies()
        if row.who != "nobody":
            page.context.add_cookies(
                [{"name": "countersign", "value": self.cookies[row.who], "url": self.server.url}]
            )
        answer = page.goto(row.address.format_map(self.gaps))
        assert answer is not None, row.address
        return answer.status

    def by_person(self, *looks: str) -> dict[str, list[Row]]:
        """The rows with one of these looks, under who looks at them."""
        found = defaultdict(list)
        for row in rows():
            if row.look in looks:
                found[row.who].append(row)
        return found


@contextmanager
def sample_site(template: Path, folder: Path) -> Iterator[Site]:
    """Loads the sample company into a copy of a migrated database and serves it."""
    shutil.copyfile(template, folder / "sample.sqlite3")
    environment = {
        "DATABASE_URL": f"sqlite:///{folder / 'sample.sqlite3'}",
        "COUNTERSIGN_ENV": "test",
        "COUNTERSIGN_ARGON2": "test",
        "COUNTERSIGN_INSTANCE": str(folder / "instance"),
        "COUNTERSIGN_SECRET_KEY": "a secret for tests only, forty letters long",
    }
    from wsgi import create_app

    app = create_app(read_settings(environment))
    with app.app_context():
        loading.load(PASSWORD)
        gaps, cookies = _gaps(), _cookies(app)
        close(app)
    server = start_server(environment, folder / "server.log")
    yield Site(app, server, cookies, gaps)
    server.stop()


def _cookies(app: Flask) -> dict[str, str]:
    """Signs everybody in who has an account that is open."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    found = {}
    with transaction() as tx:
        for person in tx.scalars(select(Person).where(Person.active)):
            token = open_session(tx, person, clock.now(tx), NOWHERE)
            found[person.name.partition(" ")[0].lower()] = signer.dumps({"_user_id": token})
    return found


def _gaps() -> dict[str, str]:
    """Makes what no story tells: a closed account, a link for somebody new, a verification, a pass."""
    nora, ruth = (_person(name) for name in ("Nora Vega", "Ruth Amsel"))
    gone = add_person(actor_of(nora), AddPerson(Identity("Lars Gone", "lars.gone@halm.example")))
    close_person(actor_of(nora), ClosePerson(gone.person_id, 1, "Left the company"))
    _issue_pass()
    new = add_person(actor_of(nora), AddPerson(Identity("Nina New", "nina.new@halm.example")))
    link = make_link(actor_of(nora), MakeLink(new.person_id))
    add_endpoint(actor_of(nora), AddEndpoint("Pipeline", "standard", "https://hooks.example.org/in"))
    return {
        "closed": str(gone.person_id),
        "welcome": link.token or "",
        "draft": _draft(),
        "run": _dry_run(),
        "verification": str(verify_record(actor_of(ruth), VerifyRecord()).event),
        "feed": make_feed(actor_of(nora), MakeFeed()),
        "csv": _evidence(".csv"),
        "pdf": _evidence(".pdf"),
        "card": _card(),
        "scheme": keep_scheme(actor_of(_person("Jide Okoye"))),
        "own": str(keep_own_field(actor_of(nora), OwnField("risk", label="Cost centre"))),
        "risk": _risk(),
        "batch": _import(),
        **_running(),
        **_data(),
        **keep_inventory(actor_of(_person("Ana Ribeiro")), actor_of(_person("Tom Bauer"))),
    }


def _risk() -> str:
    """A risk of the first system that everything is said about, with a comment and a change."""
    ana = actor_of(_person("Ana Ribeiro"))
    body = {
        "kind": "risk",
        "description": "Applicants over 55 are ranked lower.",
        "causes": "Few of them in the data.",
    }
    made = save_record(ana, SaveRecord("risk", None, 1, None, "Older applicants ranked lower", body=body))
    changed = {**body, "causes": "Few of them in the data of 2019 to 2023."}
    save_record(ana, SaveRecord("risk", made.id, 1, None, "Older applicants ranked lower", body=changed))
    comment_record(ana, CommentRecord("risk", made.id, "The new sample has 8 % more of them."))
    return made.ref


def _import() -> str:
    """A file of risks that waits to be decided: a good row and one with errors."""
    rows = "Title,What this record is,Causes\nLate letters,risk,One clerk is ill\n,guess,Unknown\n"
    command = StartImport("risk", "risks of last year.csv", rows.encode(), system_id=1)
    return start_import(actor_of(_person("Ana Ribeiro")), command)


def _running() -> dict[str, str]:
    """The newest indicator, incident and concern of the sample company, and a clock that runs."""
    found = {
        register: reading()
        .scalars(
            select(RegisterRecord.id)
            .where(RegisterRecord.register == register)
            .order_by(RegisterRecord.id.desc())
        )
        .first()
        for register in ("indicator", "concern")
    }
    running = reading().scalars(select(LegalClock).where(LegalClock.stopped_at.is_(None)).limit(1)).one()
    return {
        "indicator": f"IND-{found['indicator']}",
        "concern": f"CON-{found['concern']}",
        "incident": f"INC-{running.record_id}",
        "clock": running.uuid,
    }


def _data() -> dict[str, str]:
    """The newest dataset, evaluation, validation, supplier and impact assessment of the sample company."""
    kept = {
        "dataset": "DS",
        "evaluation": "EVAL",
        "validation": "VAL",
        "supplier": "SUP",
        "impact": "IMP",
    }
    rows = reading().execute(
        select(RegisterRecord.register, func.max(RegisterRecord.id))
        .where(RegisterRecord.register.in_(kept))
        .group_by(RegisterRecord.register)
    )
    return {register: f"{kept[register]}-{key}" for register, key in rows}


def _card() -> str:
    """The card of the first system, open to everybody."""
    row = write_card(actor_of(_person("Ana Ribeiro")), 1)
    return open_card(actor_of(_person("Tom Bauer")), row, PASSWORD)


def _draft() -> str:
    """A draft of the policy of the release decision that differs in one number."""
    tom = actor_of(_person("Tom Bauer"))
    made = start_draft(tom, StartDraft("deployment", "high"))
    rules = json.dumps({"sla_days": 12, "title": "Release decision"})
    edit_part(tom, EditPart(made.ref, made.revision, "rules", value=rules))
    return made.ref


def _dry_run() -> str:
    """A dry run of a policy of the release decision that asks for one signature more."""
    tom = actor_of(_person("Tom Bauer"))
    made = start_draft(tom, StartDraft("deployment", "limited"))
    seat = json.dumps({"role": "ai_governance_lead", "step": 1})
    edit_part(tom, EditPart(made.ref, made.revision, "seats", value=seat))
    run = ask_dry_run(tom, AskDryRun(key_of("DRAFT", made.ref)))
    work_off_dry_runs()
    return run


def _issue_pass() -> None:
    """An emergency pass of the newest version that no gate lets run yet."""
    found = (
        select(SystemVersion.id)
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .where(SystemVersion.stage.in_(("design", "data_review", "testing")), AiSystem.tier != "prohibited")
        .order_by(SystemVersion.id.desc())
    )
    where = select(Environment.id).where(Environment.purpose == "production").order_by(Environment.id)
    version, environment = reading().scalars(found).first(), reading().scalars(where).first()
    command = IssuePass(
        f"VER-{version}", environment or 0, 24, "Nothing else keeps the service up tonight. " * 2
    )
    priya = actor_of(_person("Priyanka Rao"))
    proof = prove(priya, PASSWORD, purpose(command))
    issue_pass(priya, replace(command, proof=proof))


def _person(name: str) -> Person:
    return reading().scalars(select(Person).where(Person.name == name)).one()


def _evidence(ending: str) -> str:
    """The newest evidence of request 8 whose name ends so."""
    wanted = select(Evidence.id).where(Evidence.filename.endswith(ending)).order_by(Evidence.id)
    return f"EV-{reading().scalars(wanted).first()}"
