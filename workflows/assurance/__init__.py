"""The work that keeps a system safe: risks, impact, evaluations, oversight, monitoring, incidents, concerns."""
