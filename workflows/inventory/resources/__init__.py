"""What a system needs to run, who is trained and on duty for it, and what is switched off at its end."""
