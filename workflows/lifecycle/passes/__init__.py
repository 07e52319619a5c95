"""Emergency passes: a version may run in one environment for some hours although no gate let it."""
