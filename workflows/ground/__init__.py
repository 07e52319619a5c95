"""What every column stands on: the one transaction, the one clock, actors, refusals, digests and ids."""
