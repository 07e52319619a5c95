"""The policy pages in a real browser: accessible, no sideways scrolling, light and dark, wide and narrow."""

from __future__ import annotations

import pytest

from models.person import Person
from workflows.ground import clock
from workflows.ground.transaction import transaction
from workflows.people.sessions import NOWHERE, open_session

ADDRESSES = ("/policies", "/policies/deployment/high", "/policies/rework/limited")


@pytest.fixture
def cookie(company):
    """The session cookie of a signed-in person without any role."""
    with transaction() as tx:
        person = tx.get_one(Person, company["nils"].person_id)
        token = open_session(tx, person, clock.now(tx), NOWHERE)
    signer = company.app.session_interface.get_signing_serializer(company.app)
    return {"name": company.app.config["SESSION_COOKIE_NAME"], "value": signer.dumps({"_user_id": token})}


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 375)], ids=["light wide", "dark narrow"])
def test_the_policy_pages_are_accessible_and_fit(company, cookie, new_page, axe, live_server, dark, width):
    page = new_page(dark=dark, width=width)
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    for address in ADDRESSES:
        assert page.goto(address).status == 200
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
