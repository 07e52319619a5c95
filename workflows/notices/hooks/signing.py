"""Signs what leaves, by the Standard Webhooks rules, and makes the secrets it is signed with."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from secrets import token_bytes

from standardwebhooks.webhooks import Webhook

BYTES = 32


def fresh_secret() -> str:
    """A new signing secret in the form every Standard Webhooks library takes."""
    return f"whsec_{b64encode(token_bytes(BYTES)).decode()}"


def signed_headers(message_id: str, at: datetime, body: bytes, secrets: tuple[str, ...]) -> dict[str, str]:
    """The three headers; a signature for each secret that is valid now, so that a receiver can change over."""
    text = body.decode()
    signatures = [Webhook(secret).sign(message_id, at, text) for secret in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
