"""Keeps the catalogue current: sources, extraction, evidence, matching (built after the talk)."""
