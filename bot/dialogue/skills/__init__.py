"""Everything that the consultant can do, one small module each. A new ability is one line here."""

from typing import Final

from bot.dialogue.skill import Skill
from bot.dialogue.skills import (
    answers,
    card,
    consent,
    info,
    link,
    link_join,
    link_part,
    open_now,
    pages,
    path,
    path_answers,
    privacy,
    profile,
    questions,
    saved,
    staff,
    staff_inbox,
    staff_invite,
    start,
)

SKILLS: Final[tuple[Skill, ...]] = (
    start.SKILL,
    consent.SKILL,
    pages.SKILL,
    card.SKILL,
    saved.SKILL,
    open_now.SKILL,
    profile.SKILL,
    questions.SKILL,
    path.SKILL,
    path_answers.SKILL,
    answers.SKILL,
    privacy.SKILL,
    info.SKILL,
    link.SKILL,
    link_join.SKILL,
    link_part.SKILL,
    staff.SKILL,
    staff_invite.SKILL,
    staff_invite.JOINING,
    staff_inbox.SKILL,
)
