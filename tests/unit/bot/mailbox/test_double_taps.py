"""A finger that bounces on a button: one wish, one answer."""

from datetime import timedelta

from bot.dialogue.messages import ButtonPressed, Content, Incoming, TextSaid
from bot.mailbox.double_taps import REMEMBERED, DoubleTaps
from tests.talks import NOON, web

MENU = ButtonPressed(action="menu", on="7")


def taps(*pressed: tuple[int, Content, float]) -> list[bool]:
    """Which of these (letter, content, seconds after noon) are bounces."""
    one = DoubleTaps()
    return [
        one.is_second(letter, Incoming(address=web("anna"), key="k", content=content), NOON + seconds)
        for letter, content, seconds in [(a, b, timedelta(seconds=c)) for a, b, c in pressed]
    ]


def test_the_same_button_within_a_moment_is_one_wish() -> None:
    assert taps((1, MENU, 0), (2, MENU, 0.3), (3, MENU, 0.5)) == [False, True, True]


def test_who_presses_again_later_is_heard() -> None:
    assert taps((1, MENU, 0), (2, MENU, 1)) == [False, False]


def test_another_button_another_message_and_words_between_are_other_wishes() -> None:
    assert taps((1, MENU, 0), (2, MENU.model_copy(update={"action": "open"}), 0.1)) == [False, False]
    assert taps((1, MENU, 0), (2, MENU.model_copy(update={"on": "8"}), 0.1)) == [False, False]
    assert taps((1, MENU, 0), (2, TextSaid(text="а"), 0.1), (3, MENU, 0.2)) == [False, False, False]


def test_a_letter_that_is_thought_about_anew_is_no_bounce_of_itself() -> None:
    assert taps((1, MENU, 0), (1, MENU, 0)) == [False, False]


def test_only_so_many_accounts_are_remembered() -> None:
    one = DoubleTaps()
    for number in range(REMEMBERED + 1):
        one.is_second(1, Incoming(address=web(str(number)), key="k", content=MENU), NOON)

    assert not one.is_second(2, Incoming(address=web("0"), key="k", content=MENU), NOON)
    assert one.is_second(2, Incoming(address=web("9"), key="k", content=MENU), NOON)
