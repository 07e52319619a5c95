"""Makes the pictures in docs/screenshots from the sample company, with headless Chromium.

Usage: .venv/bin/python ops/screenshots.py [FOLDER]
It loads the sample company into a folder of its own, serves it on a free port, and takes everything away afterwards.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

HOME = Path(__file__).resolve().parent.parent
PASSWORD = "a password for pictures"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 375, "height": 812}
PICTURES = (
    ("review-light", "maria.keller", "Credit scoring", WIDE, "light"),
    ("review-dark", "maria.keller", "Credit scoring", WIDE, "dark"),
    ("review-phone", "maria.keller", "Credit scoring", PHONE, "light"),
    ("home-light", "ana.ribeiro", "/", WIDE, "light"),
    ("system-light", "maria.keller", "/systems/SYS-1", WIDE, "light"),
    ("editor-light", "milo.fischer", "Medical triage", WIDE, "light"),
    ("record-light", "ruth.amsel", "/record", WIDE, "light"),
    ("calendar-light", "tom.bauer", "/calendar", WIDE, "light"),
    ("condition-light", "maria.keller", "/conditions/COND-1", WIDE, "light"),
    ("absence-phone", "jide.okoye", "/absence", PHONE, "light"),
    ("queue-light", "tom.bauer", "/queue", WIDE, "light"),
    ("queue-chart-dark", "tom.bauer", "/queue?view=chart", WIDE, "dark"),
    ("figures-light", "tom.bauer", "/queue/figures", WIDE, "light"),
    ("session-light", "carla.brandt", "/committee/MTG-2", WIDE, "light"),
    ("minutes-light", "tom.bauer", "/committee/MTG-1/minutes", WIDE, "light"),
    ("explained-light", "tom.bauer", "/requests/REQ-8/explain", WIDE, "light"),
    ("policy-light", "tom.bauer", "/policies/deployment/high", WIDE, "light"),
    ("registers-light", "tom.bauer", "/registers", WIDE, "light"),
    ("risks-light", "maria.keller", "/registers/risks/matrix", WIDE, "light"),
    ("readiness-light", "ana.ribeiro", "/versions/VER-1/readiness", WIDE, "light"),
    ("values-dark", "olu.martins", "/registers/indicators/IND-20/values", WIDE, "dark"),
    ("clocks-phone", "ben.adeyemi", "/incidents/clocks", PHONE, "light"),
    ("law-light", "jide.okoye", "/systems/SYS-2/classification", WIDE, "light"),
    ("sign-in-light", "", "/login", WIDE, "light"),
)
"""Name, who looks, at what (an address, or the system whose open request is looked at), window, theme."""


def main() -> None:
    """Makes every picture, into docs/screenshots or the folder that was named."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HOME / "docs" / "screenshots"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="countersign-pictures-") as folder:
        environment = _environment(Path(folder))
        print("Making the sample company; this takes about a minute.")
        flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
        subprocess.run(
            [*flask, "sample", "load", "--password", PASSWORD],
            cwd=HOME,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        server, url = _serve(environment)
        try:
            with sync_playwright() as playwright:
                found = next((path for name in NAMES if (path := shutil.which(name))), None)
                browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
                for picture in PICTURES:
                    _take(browser, url, target, *picture)
                browser.close()
        finally:
            server.terminate()
            server.wait(timeout=20)


def _environment(folder: Path) -> dict[str, str]:
    """The settings of an installation that lives in one folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNTERSIGN_")}
    return kept | {
        "DATABASE_URL": f"sqlite:///{folder / 'sample.sqlite3'}",
        "COUNTERSIGN_ENV": "test",
        "COUNTERSIGN_ARGON2": "test",
        "COUNTERSIGN_INSTANCE": str(folder / "instance"),
        "COUNTERSIGN_SECRET_KEY": "only for pictures, and gone when they are made",
    }


def _serve(environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], str]:
    """Starts a server on a free port and waits until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "4"]
    command += ["--no-control-socket", "--log-level", "error", "--bind", address, "wsgi:create_app()"]
    server = subprocess.Popen(
        command,
        cwd=HOME,
        env=environment | {"COUNTERSIGN_BASE_URL": f"http://{address}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urlopen(f"http://{address}/healthz", timeout=5).close()
            return server, f"http://{address}"
        except (URLError, OSError):
            time.sleep(0.2)
    server.terminate()
    raise SystemExit("The server did not start.")


def _take(
    browser: Browser,
    url: str,
    target: Path,
    name: str,
    who: str,
    what: str,
    window: dict[str, int],
    theme: str,
) -> None:
    """Signs somebody in, opens the page and keeps what the window shows."""
    context = browser.new_context(base_url=url, viewport=window, color_scheme=theme)  # type: ignore[arg-type]
    page = context.new_page()
    if who:
        page.goto("/login")
        page.fill("[name=email]", f"{who}@halm.example")
        page.fill("[name=password]", PASSWORD)
        page.click("main form .btn-primary")
        page.wait_for_load_state()
    page.goto(what if what.startswith("/") else _request_of(page, what, edit=name.startswith("editor")))
    page.wait_for_load_state("networkidle")
    page.screenshot(path=target / f"{name}.png")
    context.close()
    print(f"{name}.png: {(target / f'{name}.png').stat().st_size / 1000:.0f} kB")


def _request_of(page: Page, system: str, edit: bool) -> str:
    """The address of the open request of a system, as the list of requests names it."""
    page.goto(f"/requests?q={system.replace(' ', '+')}")
    found = re.search(r"/requests/(REQ-\d+)", page.locator("main").inner_html())
    if not found:
        raise SystemExit(f"The sample has no open request of {system}.")
    return f"/requests/{found[1]}/edit" if edit else f"/requests/{found[1]}?item=TE-3"


if __name__ == "__main__":
    main()
