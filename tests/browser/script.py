"""What the echo site answers: enough to show everything that a message can hold."""

from collections.abc import Sequence

from bot.channels.markup import escape
from bot.dialogue.messages import Button, ButtonPressed, Content, Outgoing, Started, TextSaid

HOSTILE = "<img src=x onerror=alert(1)> <script>alert(2)</script> **[жми](javascript:alert(3))** &lt;b&gt;"

GREETING = """Привет! 👋 Я ИИ-помощник центра «Время молодых». Помогу найти гранты и стажировки.

Напиши своими словами, что ищешь. Например:
- хочу открыть кофейню, мне 19
- где взять деньги на проект школы
- нужна помощь с жильём для молодой семьи

Паспортные данные не пиши: они мне не нужны."""

CARD = """**Грант молодым предпринимателям**

Деньги на своё дело для тех, кому от 14 до 25 лет. Возвращать не нужно, но отчитаться придётся.

**Что даёт:** до 500 000 ₽, если вложишь четверть от суммы гранта

**Проверь:**
- **Возраст:** от 14 до 25 лет, тебе 19
- **Пока нет:** нужна регистрация ИП или ООО
- **Проверь:** нет долгов по налогам больше 30 000 ₽

**Когда:** обычно в апреле и мае, через 5 месяцев

**Первый шаг:** пройди бесплатное обучение в центре «Мой бизнес»: без него заявку не примут

> Сумму и сроки каждый год объявляют заново

**Сайт:** [мойбизнес.рф](https://xn--90aifddrld7a.xn--p1ai/gранты?id=1)
_Данные проверены 3 марта 2026 года_"""

LIST = "Нашёл вот что. Начни с первого: он подходит тебе по возрасту и месту.\n\n" + "\n\n".join(
    f"**{number}. {title}**\n{why} · {gain} · [по данным 2026 года](https://example.ru/{number})"
    for number, title, why, gain in [
        (1, "Росмолодёжь.Гранты, первый сезон", "Подходит", "до 1 млн ₽ · открыто ещё 12 дней"),
        (2, "Студенческий стартап", "**Проверь:** ты учишься в вузе", "1 млн ₽ · обычно в июле"),
        (
            3,
            "Социальный контракт на своё дело",
            "**Проверь:** доход семьи ниже прожиточного минимума",
            "до 350 000 ₽",
        ),
        (4, "Самозанятость", "Подходит", "налог 4–6 % · в любое время"),
        (5, "Наставник из «Опоры России»", "Подходит", "бесплатно · в любое время"),
    ]
)


def answer(content: Content) -> Sequence[Outgoing]:
    """The answers to one message."""
    match content:
        case Started(payload=payload):
            return [_greeting(), *([Outgoing(text=f"По ссылке: {escape(payload)}")] if payload else [])]
        case ButtonPressed(action=action):
            return [Outgoing(text=f"Нажато: {escape(action)}")]
        case TextSaid(text=text):
            return _to_words(text)
        case _:
            return [Outgoing(text="Этого я не понимаю.")]


def _to_words(text: str) -> Sequence[Outgoing]:
    match text.lower():
        case "кнопки":
            return [Outgoing(text="Выбирай:", rows=_all_kinds())]
        case "карточка":
            return [Outgoing(text=CARD, rows=_card_rows())]
        case "список":
            return [Outgoing(text=LIST, rows=_list_rows())]
        case "опасно":
            return [Outgoing(text=HOSTILE, rows=((Button(label="<b>жми</b>", action="hostile"),),))]
        case "вопрос":
            rows = ((Button(label="Не знаю", action="path-skip:1.0"),),)
            return [Outgoing(text="Сколько тебе лет?", rows=rows)]
        case "забудь":
            return [Outgoing(text="Готово: всё о тебе удалено. Пока!", forget=True)]
        case "молчи":
            return []
        case _:
            return [Outgoing(text=f"Эхо: {escape(text)}")]


def _greeting() -> Outgoing:
    rows = (
        (Button(label="Что открыто сейчас", action="open", style="primary"),),
        (Button(label="Познакомиться", action="acquaint"), Button(label="Помощь", action="help")),
    )
    return Outgoing(text=GREETING, rows=rows)


def _all_kinds() -> tuple[tuple[Button, ...], ...]:
    return (
        (Button(label="Да", action="yes", style="primary"), Button(label="Нет", action="no")),
        (Button(label="Удалить всё", action="delete", style="danger"),),
        (Button(label="На сайт", url="https://example.ru/"), Button(label="Зло", url="javascript:alert(1)")),
    )


def _card_rows() -> tuple[tuple[Button, ...], ...]:
    return (
        (Button(label="Подробнее", action="d:x", style="primary"), Button(label="Сохранить", action="s:x")),
        (
            Button(label="Официальный сайт", url="https://example.ru/"),
            Button(label="Поделиться", action="sh:x"),
        ),
        (Button(label="Здесь ошибка", action="w:x"), Button(label="Назад", action="back")),
    )


def _list_rows() -> tuple[tuple[Button, ...], ...]:
    return (
        tuple(Button(label=str(number), action=f"n:{number}") for number in range(1, 6)),
        (Button(label="Показать ещё 5", action="more", style="primary"),),
        (Button(label="Сохранить всё", action="all"), Button(label="Меню", action="menu")),
    )
