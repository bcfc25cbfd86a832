"""Which consents hold: the newest decision counts, and only for exactly the text that was shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from bot.dialogue.state import Consent
from bot.organisation import Document

Kind = Literal["processing", "mailings"]
Standing = Literal["given", "changed", "refused", "never asked"]


def standing(consents: Iterable[Consent], kind: Kind, document: Document) -> Standing:
    """How things stand with a document; `changed`: it was agreed to, but the text is another one now."""
    newest = latest(consents, kind)
    if newest is None:
        return "never asked"
    if not newest.given:
        return "refused"
    same = (newest.version, newest.text_hash) == (document.version, document.text_hash)
    return "given" if same else "changed"


def latest(consents: Iterable[Consent], kind: Kind) -> Consent | None:
    """The newest decision of a kind."""
    mine = [consent for consent in consents if consent.kind == kind]
    return max(mine, key=lambda consent: consent.at, default=None)


def decide(
    consents: Iterable[Consent], kind: Kind, document: Document, *, given: bool, now: datetime
) -> tuple[Consent, ...]:
    """The consents with a new decision in place of the old one of its kind."""
    decision = Consent(kind=kind, given=given, version=document.version, text_hash=document.text_hash, at=now)
    return (*(consent for consent in consents if consent.kind != kind), decision)
