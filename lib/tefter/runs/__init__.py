"""Running a case through its notebooks, with parameters, progress and provenance."""
