"""Finds personal data in a text and puts placeholders in its place."""

from collections.abc import Callable, Iterable, Sequence

from knowledge.language.redaction.addresses import addresses
from knowledge.language.redaction.contacts import emails, links
from knowledge.language.redaction.dates import births, days
from knowledge.language.redaction.latin_names import latin_names
from knowledge.language.redaction.lexicon import lexicon
from knowledge.language.redaction.name_context import Context
from knowledge.language.redaction.name_words import words_of
from knowledge.language.redaction.names import names
from knowledge.language.redaction.numbers import documents, numbers
from knowledge.language.redaction.recognizer import persons
from knowledge.language.redaction.span import Redacted, Span
from knowledge.language.redaction.view import view

_HIDDEN = "\x00"
"""Stands where something was found already; no pattern matches it."""


def redact(text: str) -> Redacted:
    """The text with one placeholder for each personal datum; pure and safe in threads.

    Takes some 10 ms a message, the first one seconds (weights are loaded): call it in a thread.
    """
    spans = find_spans(text)
    return Redacted(with_placeholders(text, spans, lambda span: lexicon().placeholders[span.kind]), spans)


def with_placeholders(text: str, spans: Sequence[Span], words: Callable[[Span], str]) -> str:
    """The text with what `words` gives, in brackets, for each span."""
    parts, end = [], 0
    for span in spans:
        parts += [text[end : span.start], f"[{words(span)}]"]
        end = span.end
    return "".join((*parts, text[end:]))


def find_spans(text: str) -> tuple[Span, ...]:
    """Personal data in the original text's code points, in order, never overlapping."""
    shown = view(text)
    found = _found(shown.seen, shown.plain)
    return tuple(Span(*shown.original(span.start, span.end), span.kind) for span in sorted(found))


class _Search:
    """A text from which every finder takes what it knows; the next ones see only what is left."""

    def __init__(self, seen: str, plain: str) -> None:
        self.seen, self.plain = seen, plain
        self.spans: list[Span] = []
        self._is_taken = bytearray(len(plain))

    def take(self, spans: Iterable[Span]) -> None:
        """Keep the spans that overlap nothing taken before."""
        for span in spans:
            if not any(self._is_taken[span.start : span.end]):
                self.spans.append(span)
                self._is_taken[span.start : span.end] = b"\x01" * (span.end - span.start)

    def left(self, text: str, *also: Span) -> str:
        """The text, seen or plain, without what was taken and without the spans given."""
        letters = list(text)
        for span in (*self.spans, *also):
            letters[span.start : span.end] = _HIDDEN * (span.end - span.start)
        return "".join(letters)


def _found(seen: str, plain: str) -> list[Span]:
    """Sure kinds first; dates are no numbers and no names, and need to know where the names are."""
    search = _Search(seen, plain)
    search.take(emails(plain))
    search.take(links(search.left(plain)))
    dates = days(search.left(plain))
    dated = [Span(day.start, day.end, "birth_date") for day in dates]
    search.take(documents(search.left(plain, *dated)))
    search.take(numbers(search.left(plain, *dated)))
    search.take(addresses(search.left(seen), search.left(plain, *dated)))
    named = list(_names(search.left(seen, *dated), search.left(plain, *dated)))
    search.take(named)
    search.take(births(plain, dates, named))
    return search.spans


def _names(seen: str, plain: str) -> Iterable[Span]:
    ruled = [*names(seen, plain), *latin_names(seen)]
    context = Context(seen, plain, words_of(seen, plain))
    tagged = [Span(start, end, "name") for start, end in persons(seen) if not context.is_spared(start, end)]
    return _joined(ruled, tagged)


def _joined(ruled: Sequence[Span], tagged: Sequence[Span]) -> list[Span]:
    """Every name once, as long as the longest of the spans that touch."""
    merged: list[Span] = []
    for span in sorted((*ruled, *tagged)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end), "name")
        else:
            merged.append(span)
    return merged
