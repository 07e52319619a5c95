"""What the evidence part says when it refuses, or when it cannot show something."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "store_full": "The evidence store is full. Nothing was stored; tell your administrator and try again.",
        "store_away": "The evidence store does not answer. Nothing was stored or changed; try again in a moment.",
        "store_body_missing": "The evidence store does not have this body any more. Tell your administrator.",
        "store_damaged": "The stored bytes do not match their SHA-256, so they are not served. Tell your administrator.",
        "evidence_empty": "This file is empty. Choose a file that has content.",
        "evidence_missing": "Choose a file.",
        "evidence_too_large": "This file is larger than {limit_mb} MB, the most that is stored here.",
        "evidence_name_too_long": "This file name is longer than {limit} characters. Rename the file and choose it again.",
        "evidence_title_too_long": "This title is longer than {limit} characters. Shorten it.",
        "evidence_too_many": "This item has {limit} pieces of evidence, the most it can carry. Remove one first.",
        "evidence_replaced_already": "Somebody has replaced this evidence already. Look at the newest version first.",
        "evidence_other_system": "This evidence belongs to another system and cannot be replaced from here.",
        "evidence_removed": "The body of this evidence was removed ({reason}). Its digest, name and history stay.",
        "link_not_web": "Give a whole address that starts with https:// or http:// and names a host.",
        "link_too_long": "This address is longer than {limit} characters. Use a shorter one.",
        "link_with_password": "This address carries a user name or password. Give it without.",
        "preview_none": "There is no preview for this kind of file. Download it to look at it.",
        "preview_too_large": "This file is too large to show here. Download it to look at it.",
        "preview_mismatch": "The name and the content of this file do not agree, so it is only downloaded.",
        "preview_damaged": "This file is not built as its kind should be, so it is not shown. It can be downloaded.",
        "preview_trailing": "This file carries something behind its picture, so it is not shown. It can be downloaded.",
        "preview_too_many_pixels": "This picture has too many pixels to show here ({width} × {height}). It can be downloaded.",
        "preview_too_deep": "This file is nested too deeply to show here. It can be downloaded.",
        "preview_bomb": "This file unpacks to far more than it should, so it is not opened. It can be downloaded.",
        "preview_too_slow": "Showing this file takes too long or too much memory. It can be downloaded.",
        "preview_locked": "This file is locked with a password, so it cannot be shown here. It can be downloaded.",
        "preview_removed": "The body was removed; only its digest and history are left.",
        "preview_bare_link": "This is a link without a frozen copy: a pointer, not evidence that satisfies a blocking item.",
    }
)
