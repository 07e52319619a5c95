"""The governance committee: its charter, its sessions, and votes that are signatures."""
