"""Sentences of plans, evaluations and validations."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "criterion_twice": "This metric has a threshold for that subgroup and direction already.",
        "plan_unknown": "There is no test plan of this system with that name; write it as TP-3.",
        "run_in_future": "This day has not come yet.",
        "need_plan_first": "No test plan was fixed in the record before the run.",
        "need_results_missing": "The plan asks for results that nobody measured yet.",
        "need_results_failed": "A result is outside its limit.",
        "need_failures": "A result is outside its limit; explain each failure.",
        "need_results": "There are no results yet.",
        "need_subgroups": "Measure at least two subgroups.",
        "need_covers": "It does not say that it covers this: {what}.",
        "need_stopping": "A finding that stops it has no answer.",
        "need_unfit": "Its conclusion is that the system is not fit.",
        "need_data_old": "It was run on data from before {day}.",
        "validation_team": "You are in the team of {system}: an independent validation is signed by somebody else.",
        "validation_builder": "You are recorded as having {what} this version: somebody else signs its validation.",
        "validation_not_final": "Set it to final first; only a final statement is signed.",
        "validation_open": "Fill these in before you sign: {fields}.",
        "results_empty": "There is no result in this file.",
        "results_format": "This is neither CSV with a header line nor JSON: {why}.",
        "results_large": "Use a file of at most {limit} kB.",
        "results_many": "Use at most {limit} results.",
        "results_columns": "The header needs at least the columns metric and value; it has: {found}.",
        "results_row_metric": "Line {row}: name the metric.",
        "results_row_value": "Line {row}: give the value.",
        "results_row_number": "Line {row}: “{value}” is no number ({column}).",
        "results_row_cell": "Result {row} does not hold ({column}).",
        "results_row_better": "Line {row}: “{value}” is no direction; write higher or lower.",
        "results_row_long": "Line {row}: use at most {limit} characters ({column}).",
        "results_file_needed": "Choose a file, or paste the results.",
    }
)
