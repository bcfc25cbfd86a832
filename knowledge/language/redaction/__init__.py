"""Personal data out of what a language model is shown: `redact` for one text, `Redaction` for one prompt."""

from knowledge.language.redaction.redacting import redact
from knowledge.language.redaction.session import Redaction
from knowledge.language.redaction.span import Kind, Redacted, Span

__all__ = ["Kind", "Redacted", "Redaction", "Span", "redact"]
