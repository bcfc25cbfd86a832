"""Which question to ask next, so that the fewest lead to the best path (docs/questions.md)."""
