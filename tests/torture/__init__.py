"""`kill -9` at random instants under load: what the guarantees of DESIGN are worth."""
