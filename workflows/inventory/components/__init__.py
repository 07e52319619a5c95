"""Components: models, prompt sets, retrieval corpora and guardrails, registered once and used by many versions."""
