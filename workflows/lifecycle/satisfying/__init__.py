"""What outside the registers satisfies checklist items: the system itself, and what runs."""
