"""Reminders and escalations of requests whose clock runs on: time tells people, it never decides anything."""
