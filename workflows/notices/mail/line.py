"""The connection to the mail server: opened for the first letter of a run, kept for the next ones."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from types import TracebackType

from workflows.notices.mail.letter import one_line
from workflows.notices.mail.setting import MailSetting

TIMEOUT = 10
"""Seconds one answer of the server may take; a whole letter stays far below the time a delivery is taken for."""

SENT, REFUSED, DEFERRED, UNREACHABLE = "sent", "refused", "deferred", "unreachable"


@dataclass(frozen=True)
class Outcome:
    """How a try went: sent, refused for good, put off by the server, or the server was not reached."""

    kind: str
    detail: str = ""


class Line:
    """One mail server during one run; use it as a context."""

    def __init__(self, setting: MailSetting) -> None:
        self.setting = setting
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Line:
        """Nothing is opened yet."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Says goodbye; a server that does not answer any more is left alone."""
        if self._server is not None:
            try:
                self._server.quit()
            except (smtplib.SMTPException, OSError):
                self._server.close()

    def send(self, mail: EmailMessage) -> Outcome:
        """Hands one mail over and says how that went; never raises for what a server or a network does."""
        try:
            server = self._opened()
        except (smtplib.SMTPException, OSError) as error:
            return Outcome(UNREACHABLE, _said(error))
        try:
            server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            return _answered(code, said)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            return _answered(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPNotSupportedError, ValueError) as error:
            return Outcome(REFUSED, _said(error))
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return Outcome(UNREACHABLE, _said(error))
        return Outcome(SENT)

    def _opened(self) -> smtplib.SMTP:
        if self._server is not None:
            return self._server
        setting = self.setting
        trusted = ssl.create_default_context()
        if setting.tls == "ssl":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                setting.host, setting.port, timeout=TIMEOUT, context=trusted
            )
        else:
            server = smtplib.SMTP(setting.host, setting.port, timeout=TIMEOUT)
        try:
            if setting.tls == "starttls":
                server.starttls(context=trusted)
            if setting.user:
                server.login(setting.user, setting.password)
        except BaseException:
            server.close()
            raise
        self._server = server
        return server

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
        self._server = None


def _answered(code: int, said: bytes | str) -> Outcome:
    """A refusal of this letter: 5xx is for good, everything else may go better later."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return Outcome(REFUSED if 500 <= code < 600 else DEFERRED, one_line(f"{code} {text}")[:300])


def _said(error: Exception) -> str:
    return one_line(f"{type(error).__name__}: {error}")[:300]
