"""The individual path: which measures, in which order, from which month, and why (docs/path.md)."""
