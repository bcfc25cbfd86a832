"""The language model at the edges: an untrusted colleague behind one call, who may always be absent."""
