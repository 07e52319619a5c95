"""Makes the same calls as the pages, on a timetable; the schedule alone will know the scheduler."""
