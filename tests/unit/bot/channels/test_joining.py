import pytest

from bot.channels.joining import LONGEST, join
from bot.dialogue.messages import Button, Outgoing

ROWS = ((Button(label="Меню", action="menu"),),)


def test_a_greeting_and_what_follows_are_one_message_with_the_buttons_of_the_last() -> None:
    hello, card = Outgoing(text="Привет!", replaces="7"), Outgoing(text="**Грант**", rows=ROWS, preview=True)

    assert join([hello, card]) == [
        Outgoing(text="Привет!\n\n**Грант**", rows=ROWS, preview=True, replaces="7")
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(Outgoing(text="а", rows=ROWS), Outgoing(text="б"), id="buttons between them"),
        pytest.param(Outgoing(text="а", picture="a.png"), Outgoing(text="б"), id="a picture"),
        pytest.param(Outgoing(text="а"), Outgoing(text="б", file="a.pdf"), id="a file"),
        pytest.param(Outgoing(text="а"), Outgoing(text="б", replaces="7"), id="an edit"),
        pytest.param(Outgoing(text="а", forget=True), Outgoing(text="б"), id="a farewell"),
        pytest.param(Outgoing(text=" "), Outgoing(text="б"), id="no text"),
        pytest.param(Outgoing(text="а" * LONGEST), Outgoing(text="б"), id="too long"),
    ],
)
def test_what_does_not_belong_together_stays_apart(first: Outgoing, second: Outgoing) -> None:
    assert join([first, second]) == [first, second]


def test_many_short_texts_become_one() -> None:
    assert join([Outgoing(text=letter) for letter in "абв"]) == [Outgoing(text="а\n\nб\n\nв")]
