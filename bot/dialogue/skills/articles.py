"""How-to questions: a short answer from an article with its sources, the whole of it, and what people think.

No source, no answer: then we say so, and staff learn what was asked, never who asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.dialogue import lists
from bot.dialogue.answer_orders import AskStaff, RateAnswer
from bot.dialogue.markup_text import bold, escape, link
from bot.dialogue.messages import Button
from bot.dialogue.path_progress import SCENE
from bot.dialogue.skill import Skill
from bot.dialogue.skills.questions import ORDER
from bot.person.reading.scan import scan

if TYPE_CHECKING:
    from bot.dialogue.turn import Row, Turn
    from bot.texts import Texts
    from knowledge.articles.article import Article, Section
    from knowledge.measure import SupportMeasure

MOST_MEASURES: Final = 4
RATED: Final = "rated"
"""The article whose answer on the screen has been rated: once is enough."""


async def find(turn: Turn, text: str) -> Article | None:
    """The article that surely answers; None when none does."""
    book = turn.desk.books.articles
    return await book.find(text) if book else None


async def meanwhile(turn: Turn, text: str) -> Turn | None:
    """The answer to a how-to question that comes instead of an answer to ours, which goes on waiting."""
    if turn.waited not in (SCENE, *ORDER) or not is_question(text):
        return None
    article = await find(turn, text)
    if article is None:
        return None
    parts = [bold(article.title), escape(article.answer), _sources(turn, article)]
    back = [turn.button("button-article-resume", "path")] if turn.waited == SCENE else []
    return turn.remember(RATED, None).say(
        "\n\n".join([*parts, turn.words("article-meanwhile")]),
        [_more(turn, article), *back],
        _rating(turn, article),
    )


async def unanswered(turn: Turn, text: str, said: str) -> Turn | None:
    """Nothing answers: say so, offer other ways, let staff know. None for what is no question."""
    book = turn.desk.books.articles
    if book is None or not is_question(text):
        return None
    words = await book.our_words(text)
    if words:
        turn = turn.order(AskStaff(words=words))
    told = turn.words("article-none-passed-on" if words else "article-none")
    return turn.remember("list", None).say(
        "\n\n".join(filter(None, [said, told])),
        *await near(turn, text),
        [turn.button("button-open", "open"), _human(turn)],
        _menu(turn),
    )


async def near(turn: Turn, text: str) -> list[Row]:
    """Buttons of articles that may be meant by a question, a row each."""
    book = turn.desk.books.articles
    found = await book.near(text) if book and is_question(text) else ()
    return [[_reading(turn, article)] for article in found]


def is_question(text: str) -> bool:
    """Does somebody want to know something?"""
    return "?" in text or scan(text, None).has("intents.question_sure", "intents.question")


async def show(turn: Turn, argument: str) -> Turn:
    """The short answer once more."""
    article = await _article(turn, argument)
    return answer(turn, article, "") if article else _gone(turn)


async def details(turn: Turn, argument: str) -> Turn:
    """The whole article."""
    article = await _article(turn, argument)
    if article is None:
        return _gone(turn)
    parts = [
        bold(article.title),
        *(_section(section) for section in article.sections),
        _sources(turn, article),
    ]
    return turn.visited("howto-more", article.id).say(
        "\n\n".join(parts), _rating(turn, article), [_human(turn), *_back(turn)]
    )


async def useful(turn: Turn, argument: str) -> Turn:
    """«Полезно»."""
    return await _rated(turn, argument, useful=True)


async def useless(turn: Turn, argument: str) -> Turn:
    """«Не то»: it is counted, and other ways are offered."""
    return await _rated(turn, argument, useful=False)


async def _rated(turn: Turn, argument: str, *, useful: bool) -> Turn:
    article = await _article(turn, argument)
    if article is None:
        return _gone(turn)
    if turn.recall(RATED) != article.id:
        order = RateAnswer(subject=f"article:{article.id}", version=article.version, useful=useful)
        turn = turn.remember(RATED, article.id).order(order)
    if useful:
        return turn.say(turn.words("article-useful-thanks"), [_more(turn, article)], _menu(turn))
    return turn.say(
        turn.words("article-useless-thanks"), [turn.button("button-open", "open"), _human(turn)], _menu(turn)
    )


def answer(turn: Turn, article: Article, said: str) -> Turn:
    """The short answer with numbered sources and the measures that help; `said` goes before."""
    measures = _measures(turn, article)
    parts = [
        said,
        bold(article.title),
        escape(article.answer),
        _help(turn, measures),
        _sources(turn, article),
    ]
    numbers = [
        Button(label=str(number), action=turn.action("m", measure.id))
        for number, measure in enumerate(measures, start=1)
    ]
    turn = lists.begin(turn, "search", [measure.id for measure in measures])
    return (
        turn.remember(RATED, None)
        .visited("page", lists.place(turn, 0))
        .visited("howto", article.id)
        .say(
            "\n\n".join(part for part in parts if part),
            [_more(turn, article)],
            numbers,
            _rating(turn, article),
            [_human(turn), *_menu(turn)],
        )
    )


def _section(section: Section) -> str:
    lines = [bold(section.title)]
    lines += [escape(section.text)] if section.text else []
    return "\n".join([*lines, *(f"- {escape(point)}" for point in section.points)])


def _help(turn: Turn, measures: list[SupportMeasure]) -> str:
    if not measures:
        return ""
    lines = [f"{number}. {escape(measure.title)}" for number, measure in enumerate(measures, start=1)]
    return "\n".join([turn.words("article-measures"), *lines])


def _sources(turn: Turn, article: Article) -> str:
    """Numbered, each with the time when it was read."""
    lines = [
        f"{number}. {link(source.title, source.url)}, {read_on(source.checked_on, turn.desk.texts)}"
        for number, source in enumerate(article.sources, start=1)
    ]
    return "\n".join([turn.words("article-sources"), *lines])


def read_on(checked_on: str, texts: Texts) -> str:
    """«ноябрь 2026», or a bare year."""
    if len(checked_on) == len("YYYY"):
        return checked_on
    return texts("article-read", month=texts("month-name", month=int(checked_on[5:7])), year=checked_on[:4])


def _measures(turn: Turn, article: Article) -> list[SupportMeasure]:
    """Those that are published now."""
    found = (turn.desk.knowledge.measure(id_) for id_ in article.measures)
    return [measure for measure in found if measure][:MOST_MEASURES]


async def _article(turn: Turn, id_: str) -> Article | None:
    book = turn.desk.books.articles
    return await book.article(id_) if book else None


def _gone(turn: Turn) -> Turn:
    return turn.say(turn.words("article-gone"), [turn.button("button-open", "open"), *_menu(turn)])


def _rating(turn: Turn, article: Article) -> Row:
    return [
        turn.button("button-article-useful", "howto-good", article.id),
        turn.button("button-article-useless", "howto-bad", article.id),
    ]


def _reading(turn: Turn, article: Article) -> Button:
    label = turn.words("button-article-read", title=article.title)
    return Button(label=label, action=turn.action("howto", article.id))


def _more(turn: Turn, article: Article) -> Button:
    return turn.button("button-article-more", "howto-more", article.id)


def _human(turn: Turn) -> Button:
    return turn.button("button-human", "human")


def _menu(turn: Turn) -> list[Button]:
    return [turn.button("button-menu", "menu")]


def _back(turn: Turn) -> list[Button]:
    return [turn.button("button-back", "back"), turn.button("button-menu", "menu")]


SKILL = Skill(actions={"howto": show, "howto-more": details, "howto-good": useful, "howto-bad": useless})
