"""Tells other programs and chat rooms what happened; they are told, they never decide."""
