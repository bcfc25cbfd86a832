"""Properties: whatever comes, the talk answers within its bounds and its state can be stored."""

import re
from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue.messages import (
    MAX_ACTION_BYTES,
    AttachmentSent,
    ButtonPressed,
    Content,
    Outgoing,
    Started,
    TextSaid,
)
from tests.unit.bot.dialogue.conversation import Talk

WORDS = [
    "меню",
    "назад",
    "отмена",
    "помощь",
    "ещё",
    "1",
    "2",
    "7",
    "17",
    "да",
    "нет",
    "мне 17",
    "мне 12",
    "живу в Шадринске",
    "учусь в школе",
    "/start",
    "/export",
    "/delete",
    "Да, удалить всё",
    "Мне есть 14, разрешаю",
    "Не сейчас",
    "обо мне",
    "мои меры",
    "что открыто сейчас",
    "пропустить",
    "хочу деньги на проект",
    "сохранить",
    "подробнее",
    "здесь ошибка",
    "поделиться",
    "познакомимся",
    "не хочу жить",
    "рассылка",
    "у меня двойня",
    "**жирно** [x](javascript:1) _к_",
    "Возраст",
    "Забыть это",
    "Отозвать согласие",
    "спасибо",
    "шадренск",
    "мой код 123456",
    "7KH4 M2XD",
    "связать с вк",
    "отвязать",
]
ACTIONS = [
    "start",
    "menu",
    "back",
    "cancel",
    "consent",
    "mailings",
    "withdraw",
    "child",
    "page:0.0",
    "page:1.5",
    "more",
    "m:rosmolodezh-granty",
    "d:topblog",
    "share:topblog",
    "wrong:topblog",
    "wrong:topblog.sum",
    "saved",
    "save:topblog",
    "link",
    "link-vk",
    "link-enter",
    "link-code:7KH4M2XD",
    "link-yes",
    "link-join",
    "link-take:age.16",
    "link-take:goal.x",
    "link-part",
    "link-cut:0123456789ab",
    "unsave:topblog",
    "open",
    "profile",
    "drop:age",
    "drop:others",
    "acquaint",
    "ask:age",
    "ask:place",
    "ask:study",
    "ask:work",
    "skip",
    "age:17",
    "age:13",
    "study:school",
    "work:self-employed",
    "place:yes",
    "elsewhere",
    "privacy",
    "export",
    "delete",
    "delete-yes",
    "help",
    "human",
]
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50]")

contents: st.SearchStrategy[Content] = st.one_of(
    st.builds(TextSaid, text=st.one_of(st.sampled_from(WORDS), st.text(max_size=200))),
    st.builds(ButtonPressed, action=st.one_of(st.sampled_from(ACTIONS), st.text(max_size=80))),
    st.builds(
        AttachmentSent, kind=st.sampled_from(["voice", "photo", "sticker", "?"]), caption=st.text(max_size=50)
    ),
    st.builds(Started, payload=st.one_of(st.sampled_from(["", "m-topblog", "s-x"]), st.text(max_size=70))),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(contents, min_size=1, max_size=12))
async def test_every_talk_is_answered_within_its_bounds(messages: Sequence[Content]) -> None:
    talk = Talk()

    for message in messages:
        await talk.receive(message)

        assert talk.said
        for reply in talk.said:
            _check(reply)
        assert talk.effects.forget or len(talk.state.conversation.model_dump_json()) < 20_000
        if talk.effects.forget:
            talk = Talk()


def _check(reply: Outgoing) -> None:
    assert reply.text.strip()
    assert len(EMOJI.findall(reply.text)) <= 3
    buttons = [button for row in reply.rows for button in row]
    assert len(buttons) <= 12
    for button in buttons:
        assert 0 < len(button.label) <= 40
        assert len((button.action or "").encode()) <= MAX_ACTION_BYTES
        assert button.action
