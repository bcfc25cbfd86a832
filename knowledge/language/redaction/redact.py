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


def _found(seen: str, plain: str) -> list[Span]:
    """Sure kinds first; each finder sees only what the ones before have left."""
    found: list[Span] = []

    def left(text: str) -> str:
        return _without(text, found)

    def take(spans: Iterable[Span]) -> None:
        found.extend(_apart(spans, found))

    take(emails(plain))
    take(links(left(plain)))
    dates = days(left(plain))
    dated = [Span(day.start, day.end, "birth_date") for day in dates]
    take(documents(_without(left(plain), dated)))
    take(numbers(_without(left(plain), dated)))
    take(addresses(left(seen), _without(left(plain), dated)))
    take(_names(_without(left(seen), dated), _without(left(plain), dated)))
    take(births(plain, dates, [span for span in found if span.kind == "name"]))
    return found


def _names(seen: str, plain: str) -> list[Span]:
    ruled = [*names(seen, plain), *latin_names(seen)]
    context = Context(seen, plain, words_of(seen, plain))
    tagged = [Span(start, end, "name") for start, end in persons(seen) if not context.is_spared(start, end)]
    return [*_joined(ruled, tagged)]


def _joined(ruled: Sequence[Span], tagged: Sequence[Span]) -> Iterable[Span]:
    """Every name once, as long as the longest of the spans that touch."""
    merged: list[Span] = []
    for span in sorted((*ruled, *tagged)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end), "name")
        else:
            merged.append(span)
    return merged


def _apart(spans: Iterable[Span], found: Sequence[Span]) -> list[Span]:
    """Those that overlap neither what was found nor each other; the earlier in the list wins."""
    kept: list[Span] = []
    for span in spans:
        if all(span.is_apart_from(other) for other in (*found, *kept)):
            kept.append(span)
    return kept


def _without(text: str, found: Iterable[Span]) -> str:
    letters = list(text)
    for span in found:
        letters[span.start : span.end] = _HIDDEN * (span.end - span.start)
    return "".join(letters)
