"""The classification wizard: questions walked in order, flags, tier and duties that follow, each with its reason."""
