"""What refusals and attempts say about endpoints."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "endpoint_url_odd": "Write a whole address such as https://hooks.example.org/in, without user name and without #.",
        "endpoint_url_plain": "Only https is sent to. An operator can name a host inside your own network with COUNTERSIGN_WEBHOOK_ALLOW.",
        "endpoint_url_port": "Only the ports 443 and 8443 are sent to. An operator can name another with COUNTERSIGN_WEBHOOK_ALLOW.",
        "endpoint_url_inside": "This address leads into an inner network, so nothing is sent there. An operator can name it with COUNTERSIGN_WEBHOOK_ALLOW.",
        "endpoint_unknown_host": "No address is known under this name.",
        "endpoint_too_slow": "No answer within five seconds.",
        "endpoint_no_trust": "The certificate of the other side is not trusted.",
        "endpoint_no_answer": "The other side cannot be reached or did not answer in HTTP.",
        "endpoint_redirects": "The other side sends elsewhere; redirects are not followed.",
        "endpoint_status": "The other side answered.",
        "endpoint_sealed": "The stored secret cannot be read: the installation's key has changed. Make a new secret, or add the endpoint anew.",
        "endpoint_name": "Give it a name of at most 120 characters.",
        "endpoint_taken": "Another endpoint has this name.",
        "endpoint_kind": "Choose what takes the messages.",
        "endpoint_events": "Choose events of the list.",
        "endpoint_has_no_secret": "Chat services do not check signatures: the address itself is their secret.",
        "endpoint_off": "It is switched off. Switch it on first.",
        "endpoint_by_hand": "Switched off by an administrator.",
        "endpoint_gone": "Switched off: the other side answered that the address is gone.",
        "endpoint_failing": "Switched off: nothing arrived for four days.",
        "delivery_on_its_way": "This message is on its way already.",
    }
)
