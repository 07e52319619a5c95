"""What event logs still miss, in words."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "log_untried": "No trial has traced an output through it yet.",
        "log_trial_failed": "The newest trial, of {day}, did not trace the output.",
        "log_kept_short": "It is kept for {months} months; at least {least} are asked.",
        "log_not_sampled": "No sample was taken from the running log.",
    }
)
