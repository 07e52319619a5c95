"""Changes of systems: what changes and why, and whether it is substantial."""
