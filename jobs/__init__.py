"""Makes the same calls as the pages, on a timetable; the schedule alone knows the scheduler."""
