"""AI systems, their versions, teams, classifications, environments and deployments."""
