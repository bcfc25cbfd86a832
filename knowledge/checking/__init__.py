"""Finds the faults of a folder of measures, all at once, each with its file, line and field."""
