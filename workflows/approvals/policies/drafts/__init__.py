"""Drafts of policies: how a new version is written, compared, proposed and published."""
