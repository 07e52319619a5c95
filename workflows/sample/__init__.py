"""The sample company: a made-up organisation with a past, made through the same acts as a real one."""
