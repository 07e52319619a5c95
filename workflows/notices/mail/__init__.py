"""Mail: made from a stored delivery, sent at least once, under an id that never changes."""
