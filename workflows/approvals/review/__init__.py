"""Everything a reviewer needs on one screen, read in a constant number of statements."""
