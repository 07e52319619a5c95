"""Forms of the policy editor, one for each part of a policy."""
