"""The team's side of a request: what its editor shows, what one save does, and what would happen if it were sent."""
