"""The PDF room: sets papers people take away, tagged, with title and language, the same bytes for the same facts."""
