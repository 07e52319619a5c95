"""What refusals say about dates and feeds."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "committee_not_yours": "Only the AI governance lead and the committee's chair set dates of the committee. An administrator can give these roles.",
        "committee_title": "Give it a title of at most 120 characters.",
        "committee_place": "Use at most 200 characters for the place.",
        "committee_ends": "It ends on the same day, after it begins and at most twelve hours later.",
        "committee_day": "Choose a day and time ahead, within three years.",
        "feed_titles": "Choose what the titles say.",
        "feed_too_many": "You have twenty addresses. End one first.",
        "feed_system_unknown": "Choose one of the systems that you see.",
    }
)
