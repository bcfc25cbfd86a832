"""Short how-to articles as records with sources: what they are, how they are read, which one answers."""
