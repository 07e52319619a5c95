"""The register of risks: rated before and after measures, treated, accepted at the right level, looked at again."""
