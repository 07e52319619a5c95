"""Who people are: accounts, units, dated role grants, credentials and sessions."""

from workflows.people import actions as actions
from workflows.people import words as words
