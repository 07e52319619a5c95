"""Dates that matter to a person: the calendar page, and feeds that other calendars read."""
