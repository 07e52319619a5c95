"""Gate policies: what a gate asks in a tier, who decides it, and what follows; read from published versions."""
