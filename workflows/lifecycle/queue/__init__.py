"""The committee's queue: what is open, where it is stuck, who has how much, and acts on several requests at once."""
