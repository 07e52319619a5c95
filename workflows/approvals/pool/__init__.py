"""Who of those that may sign takes a seat: claiming, assigning, stepping back, asking again, putting aside."""
