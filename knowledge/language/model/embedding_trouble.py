"""What can go wrong with an endpoint's vectors."""


class EmbeddingFailed(Exception):
    """The endpoint gives no vectors now; the message is for staff and holds no text of anybody."""


class EmbeddingChanged(EmbeddingFailed):
    """It gives vectors of another kind than at the start: the index has to be made anew."""
