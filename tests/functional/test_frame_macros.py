"""Every macro draws what it promises: shape and word, escaped text, names for what has no word."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from config import HOME
from models.enums import AnswerStatus, Decision, RequestStatus, SeatStatus, Tier
from tests.fixtures.visitors import Visitor
from views import filters
from views.badges import STATES, badge_of, tier_word
from workflows.approvals.clock.remaining import Remaining

MACROS = HOME / "templates" / "_macros"
MOMENT = datetime(2026, 5, 10, 12, 31, 7, tzinfo=UTC)
SHA = "9f2c" + "0" * 56 + "41ab"
EVIL = "<u>&"
LEFT = Remaining("running", "clock", 5_400, 28)

DRAWN: dict[str, tuple[str, str]] = {
    "icon.html:icon": ('{{ icon("copy", label="Copy") }}', 'aria-label="Copy"'),
    "state.html:state": ('{{ state("in_review", filled=true) }}', "In review"),
    "state.html:tier": ('{{ tier("prohibited") }}', 'data-tier="prohibited"'),
    "state.html:left": ("{{ left(moment, moment + day) }}", "1 d overdue"),
    "clock.html:stands": ("{{ stands(moment) }}", "Clock stands</span>"),
    "clock.html:time_left": ("{{ time_left(left) }}", "1 h 30 min of working time left"),
    "text.html:at": ("{{ at(moment, relative=true) }}", "10 May 2026, 12:31 UTC</time>"),
    "text.html:digest": ("{{ digest(sha) }}", SHA),
    "text.html:digest_inline": ("{{ digest_inline(sha) }}", "9f2c…41ab"),
    "text.html:copy_button": ('{{ copy_button("x", "REQ-1") }}', 'aria-label="Copy REQ-1"'),
    "text.html:copyable": ("{{ copyable(evil) }}", "&lt;u&gt;&amp;"),
    "text.html:ref_link": ('{{ ref_link("REQ-142") }}', 'href="/requests/REQ-142"'),
    "text.html:facts": ("{% call facts() %}x{% endcall %}", '<dl class="facts">x</dl>'),
    "text.html:fact": ("{{ fact(evil, none) }}", "<dt>&lt;u&gt;&amp;</dt><dd>—</dd>"),
    "text.html:fold": ('{% call fold("More", count="3") %}x{% endcall %}', "<summary>More <span>3</span>"),
    "page.html:section": ('{% call section(evil, id="a", count=3) %}x{% endcall %}', 'aria-labelledby="h-a"'),
    "page.html:crumbs": ('{{ crumbs([("Systems", "/systems"), (evil, none)]) }}', "<li>&lt;u&gt;&amp;</li>"),
    "page.html:answer": ("{% call answer() %}{{ evil }}{% endcall %}", '<p class="answer">&lt;u&gt;&amp;</p>'),
    "page.html:empty": ('{{ empty("Nothing", evil, address="/", label="Home") }}', 'href="/">Home</a>'),
    "page.html:banner": ('{% call banner("due", "warn") %}{{ evil }}{% endcall %}', "banner boxed due"),
    "page.html:tabs": ('{{ tabs([("All", "/", true)], label="Views") }}', 'aria-current="page">All'),
    "page.html:pager": ('{{ pager(older="/?after=1") }}', 'rel="next"'),
    "page.html:figure_strip": ('{{ figure_strip([(5, "overdue", "bad")]) }}', '<dd class="bad">5</dd>'),
    "work.html:turn": ("{{ turn(evil, moment, evil, mine=true) }}", "Sun 10 May 2026, 12:31 UTC</time>: &lt;u&gt;"),
    "work.html:inbox_row": ('{{ inbox_row("/", evil, evil, "REQ-1", none, moment, "", "high") }}', "No date"),
    "work.html:seat": ('{{ seat("approve_with_conditions", evil, moment) }}', "Approved with conditions"),
    "work.html:step": ('{{ step("Design", "now", "In review") }}', 'aria-current="step"'),
    "work.html:task": ('{{ task("TE-3", evil, "cannot_start", why=evil) }}', '<li class="wait">'),
    "work.html:change": ('{{ change("added", evil, evil, "/") }}', "added: &lt;u&gt;"),
    "work.html:line": ('{{ line("approve", evil, mine=true) }}', "<strong>&lt;u&gt;&amp;</strong>"),
    "tables.html:ledger": ('{% call ledger(evil, ["A", ("B", "num")]) %}<tr></tr>{% endcall %}', '<th scope="col" class="num">B'),
    "tables.html:diff": ('{% call diff("x", "Before", "Now") %}{% endcall %}', '<th scope="col"><b>Before</b>'),
    "tables.html:diff_row": ('{{ diff_row("Limit", "4", "6") }}', "removed:"),
    "tables.html:evidence": ('{{ evidence(evil, "/", 1200000, sha, "Ana", moment) }}', "1.2 MB, Ana"),
    "messages.html:errors": ('{{ errors([("a", evil)], "Not yet") }}', 'href="#a">&lt;u&gt;&amp;</a>'),
    "messages.html:said": ("{{ said([evil]) }}", 'role="status"'),
}  # fmt: skip


def draw(app: Flask, name: str, source: str) -> str:
    file, macro = name.split(":")
    text = f'{{% from "_macros/{file}" import {macro} with context %}}{source}'
    with app.test_request_context():
        return app.jinja_env.from_string(text).render(
            moment=MOMENT, day=timedelta(days=1), sha=SHA, evil=EVIL, left=LEFT
        )


@pytest.mark.parametrize("name", DRAWN)
def test_a_macro_draws_what_it_promises_and_escapes(app: Flask, name: str) -> None:
    source, wanted = DRAWN[name]
    drawn = draw(app, name, source)
    assert wanted in drawn
    assert EVIL not in drawn


def test_every_macro_is_tested() -> None:
    there = {
        f"{path.name}:{macro}"
        for path in MACROS.glob("*.html")
        for macro in re.findall(r"{%-? macro ([a-z_]+)\(", path.read_text())
    }
    assert there == set(DRAWN)


def test_every_state_of_the_product_has_a_badge_of_its_own(app: Flask) -> None:
    for kind in (RequestStatus, AnswerStatus, Decision, SeatStatus):
        for state in kind:
            assert state.value in STATES, state
    with app.test_request_context():
        assert badge_of(RequestStatus.EXPIRED).word == "Expired"
        assert badge_of("something_new").word == "Something new"
        assert [tier_word(tier)[1] for tier in Tier] == ["Minimal", "Limited", "High", "Prohibited"]
        assert tier_word(None) == ("none", "Not classified")


def test_every_badge_uses_a_glyph_that_exists() -> None:
    glyphs = set(re.findall(r'<symbol id="([a-z]+)"', (HOME / "static" / "icons.svg").read_text()))
    assert {shape for _colour, shape, _word in STATES.values()} <= glyphs


def test_the_sheet_of_states_draws_every_state(visitor: Visitor) -> None:
    page = visitor().get("/help/states").text
    for _colour, _shape, word in STATES.values():
        assert word in page


def test_times_are_absolute_in_the_readers_zone_and_relative_beside_it(app: Flask) -> None:
    with app.test_request_context():
        assert filters.when(MOMENT) == "10 May 2026, 12:31 UTC"
        assert filters.when(date(2026, 5, 10)) == "10 May 2026"
        assert filters.when(None) == "—"
        assert filters.since(MOMENT, MOMENT + timedelta(days=2, hours=4, minutes=9)) == "2 d 4 h ago"
        assert filters.since(MOMENT, MOMENT - timedelta(minutes=5)) == "in 5 min"
        assert filters.since(MOMENT, MOMENT) == "less than a minute ago"


def test_a_readers_times_carry_the_zone_of_their_organisation(visitor: Visitor) -> None:
    assert re.search(r"Times: Berlin, CES?T", visitor().get("/help").text)


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (999, "999 B"), (18_432, "18 kB"), (1_204_224, "1.2 MB"), (3 * 10**9, "3.0 GB")],
)
def test_sizes_are_written_as_browsers_write_them(size: int, words: str) -> None:
    assert filters.filesize(size) == words


def test_typed_text_keeps_its_lines_and_never_becomes_markup(app: Flask) -> None:
    assert filters.paragraphs("a\nb\n\n<i>c") == "<p>a<br>b</p><p>&lt;i&gt;c</p>"
