"""People in danger, stickers, voices, nonsense, hostile messages."""

import time
from pathlib import Path

import pytest
import yaml

from bot.dialogue.crisis import crisis_in, mood_alone
from bot.dialogue.restore import restore
from bot.dialogue.state import Conversation
from tests.unit.bot.dialogue.conversation import Talk

DANGER = [
    "не хочу жить",
    "Я НЕ ХОЧУ БОЛЬШЕ ЖИТЬ!!!",
    "жить не хочется",
    "устала жить",
    "хочу умереть",
    "думаю покончить с собой",
    "хочу покончить жизнь самоубийством",
    "мысли о суициде",
    "хочу порезать себя",
    "я режу руки",
    "режу вены",
    "лучше бы я не родилась",
    "нет смысла жить",
    "хочу выпилиться",
    "спрыгну с крыши",
    "хочу себя убить, убью себя",
    "меня бьют",
    "меня бьёт отчим",
    "отец меня избивает",
    "папа бьет меня каждый день",
    "мама вчера опять подняла руку",
    "боюсь возвращаться домой",
    "меня изнасиловали",
    "мне угрожают убить",
    "одноклассники травят меня",
    "надо мной издеваются в школе",
    "хочу грант, но вообще не хочу жить",
    "не хочу просыпаться",
    "друг режет вены, и я тоже не хочу жить",
    "подруга умерла, думаю о суициде",
    "она ушла, хочу умереть",
]
SAFE = [
    "как убить время на каникулах",
    "умираю со смеху",
    "умираю от скуки",
    "хочу покончить с прокрастинацией",
    "не хочу жить в деревне, хочу переехать в город",
    "не хочу жить с родителями",
    "проект о профилактике суицида среди подростков",
    "хочу сделать проект про буллинг",
    "режу по дереву, хочу мастерскую",
    "убил весь день на заявку",
    "хочу жить в своей квартире",
    "где взять деньги на жизнь",
    "бьёт ключом энергия, ищу волонтёрство",
    "он поднял руку на уроке и предложил проект",
    "вскрытие реки, экологический проект",
    "хочу на выпил лобзиком мастер-класс",
    "убить время",
    "умираю как хочу в Артек",
    "фильм про буллинг",
    "снимаю фильм про депрессию",
    "пишу книгу о самоубийствах в литературе",
    "проект против наркотиков",
    "проект про профилактику суицида",
    "помощь бездомным животным",
    "собакам негде ночевать, хочу приют",
    "еду на форум, негде ночевать",
    "ненавижу математику",
    "мне плохо даётся математика",
    "мне тяжело найти работу",
    "сил нет ждать лето",
    "нет сил искать работу",
    "я больше не могу учиться на очном",
    "мой диплом никому не нужен",
    "не хочу просыпаться рано, ищу работу на вечер",
    "друг хочет умереть со смеху",
    "брат не хочет жить в деревне",
    "мой друг хочет грант",
    "парень режет по дереву",
    "мама пьёт кофе, хочу открыть кофейню",
    "живу на улице Гоголя в Кургане",
    "выгнали из университета, хочу восстановиться",
    "меня вербуют в студсовет",
    "ко мне пристают с рекламой",
    "добавить в закладки",
    "дома адрес не тот",
    "дома страшно скучно",
    "боюсь, мать не отпустит на форум",
    "боюсь родителей расстроить, хочу на журфак",
    "ко мне лезут комары",
    "мне страшно начинать бизнес",
    "хочу помогать детям из семей, где родители пьют",
    "помогаю бездомным, которым негде ночевать",
    "у меня апатия к учёбе",
    "мне одиноко в новом городе, где найти друзей",
]
FAMILIES = {
    "живого человека, а там помогут": ["не хочу просыпаться", "подруга умерла, думаю о суициде"],
    "не оставляй человека одного": [
        "друг говорит что покончит с собой",
        "подруга режет вены",
        "мой друг хочет умереть",
        "брат написал, что не хочет жить",
        "одноклассница думает о суициде",
        "моего друга бьёт отчим",
        "у подруги мысли о смерти",
        "лучший друг написал мне что хочет умереть",
        "девочка из класса не хочет больше жить",
    ],
    "Похоже, тебе сейчас тяжело": [
        "ненавижу себя",
        "я больше не могу так",
        "Больше не могу. Помогите",
        "у меня депрессия",
        "нет больше сил",
        "сил уже нет!!!",
        "мне очень плохо",
        "меня никто не понимает",
        "мне так плохо, что хочется плакать",
        "ненавижу свою жизнь",
        "всё плохо",
        "подруга покончила с собой",
    ],
    "сохрани переписку": [
        "меня вербуют в закладчики",
        "предлагают работу закладчиком",
        "мне страшно, ко мне пристаёт взрослый в интернете",
        "незнакомый мужчина просит голые фото",
        "в телеграме обещают деньги за поджог",
        "мне пишет вербовщик",
        "ко мне лезет какой-то мужик",
    ],
    "Мне очень жаль, что дома так": [
        "мать пьет, дома ад",
        "папа каждый день бухает",
        "меня выгнали из дома, негде ночевать",
        "родители выгоняют на улицу",
        "сбежала из дома",
        "боюсь отчима",
        "отчим выгнал меня",
        "мне дома страшно",
    ],
}
QUERIES = sorted((Path(__file__).parents[4] / "benchmarks").glob("queries-*.yaml"))


@pytest.mark.parametrize("text", DANGER)
async def test_danger_gets_the_fixed_help_at_once(text: str) -> None:
    talk = Talk()

    answer = await talk.write(text)

    assert "8-800-2000-122" in answer
    assert "112" in answer
    assert len(talk.said) == 1


@pytest.mark.parametrize("text", SAFE)
def test_what_only_sounds_like_danger_does_not(text: str) -> None:
    assert crisis_in(text) is None


@pytest.mark.parametrize(
    ("sign", "text"), [(sign, text) for sign, family in FAMILIES.items() for text in family]
)
async def test_each_kind_of_trouble_gets_its_own_words_the_phones_and_the_menu(sign: str, text: str) -> None:
    talk = Talk()

    answer = await talk.write(text)

    assert sign in answer
    assert all(phone in answer for phone in ("8-800-2000-122", "**124**", "**112**"))
    assert talk.labels == ["Меню"]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.name)
def test_no_request_of_the_benchmarks_sounds_like_danger(path: Path) -> None:
    texts = [query["text"] for query in yaml.safe_load(path.read_text(encoding="utf-8"))]

    assert texts
    assert [text for text in texts if crisis_in(text)] == []


@pytest.mark.parametrize("text", ["да мне плохо", "боюсь звонить", "да", "не знаю", "помоги", "мне не лучше"])
async def test_who_agreed_and_still_feels_bad_is_heard_twice_more(text: str) -> None:
    talk = await Talk().agree()
    await talk.write("не хочу жить")

    for _ in range(2):
        answer = await talk.write(text)
        assert "тебе сейчас нужен живой человек" in answer
        assert "8-800-2000-122" in answer
        assert talk.labels == ["Меню"]
    assert "care" not in talk.state.conversation.memory


@pytest.mark.parametrize("text", ["всё норм, пошутил", "шучу", "да уже лучше", "Я пошутила)))", "нормально"])
async def test_a_joke_or_relief_is_taken_kindly_and_ends_the_care(text: str) -> None:
    talk = await Talk().agree()
    await talk.write("не хочу жить")

    assert "Хорошо, что так" in await talk.write(text)
    assert talk.labels == ["Меню"]
    assert "care" not in talk.state.conversation.memory


@pytest.mark.parametrize("text", [*DANGER, *(text for family in FAMILIES.values() for text in family)])
async def test_before_consent_nothing_remembers_that_somebody_was_in_danger(text: str) -> None:
    talk, other = Talk(), Talk()

    await talk.write(text)
    await other.send("sticker")

    assert talk.state == other.state


@pytest.mark.parametrize(
    "text",
    [
        "да мне плохо",
        "мне всё ещё плохо",
        "боюсь звонить",
        "мне не лучше",
        "не помогло",
        "не с кем поговорить",
    ],
)
async def test_before_consent_plain_words_on_feeling_bad_are_heard_all_the_same(text: str) -> None:
    talk = Talk()
    await talk.write("не хочу жить")

    answer = await talk.write(text)

    assert "8-800-2000-122" in answer
    assert "112" in answer


@pytest.mark.parametrize("text", ["шучу", "Я пошутила)))", "да, уже лучше", "мне полегче", "это была шутка"])
async def test_before_consent_a_joke_or_relief_is_taken_kindly(text: str) -> None:
    talk = Talk()
    await talk.write("не хочу жить")

    assert "Если вдруг станет тяжело" in await talk.write(text)


@pytest.mark.parametrize(
    "text",
    [
        "мне",
        "уже",
        "стало",
        "лучше грант или кредит",
        "мне лучше подойдёт колледж",
        "не помогло резюме, ищу работу",
    ],
)
def test_everyday_words_say_nothing_of_a_mood(text: str) -> None:
    assert mood_alone(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "мне 17, хочу открыть кофейню, мне так плохо, что сил нет, помогите найти деньги на бизнес",
        "у меня депрессия, ищу работу уже полгода, живу в Кургане",
        "Больше не могу. Нужна квартира, мы молодая семья",
    ],
)
async def test_who_feels_bad_and_asks_for_something_gets_gentle_words_first_and_then_the_answer(
    text: str,
) -> None:
    talk = Talk()

    answer = await talk.write(text)

    assert talk.said[0].text.startswith("Похоже, тебе сейчас тяжело")
    assert "8-800-2000-122" in talk.said[0].text
    assert "Нажми номер" in answer


@pytest.mark.parametrize("text", ["хочу грант, но вообще не хочу жить", "ищу работу, меня бьёт отчим"])
async def test_clear_danger_beside_a_request_gets_the_help_alone(text: str) -> None:
    talk = Talk()

    assert "8-800-2000-122" in await talk.write(text)
    assert len(talk.said) == 1


@pytest.mark.parametrize(
    "text",
    [
        "меня никто не понимает, что мне делать",
        "устала от учёбы, сил нет",
        "сил нет, хочу бросить колледж",
        "мне плохо, из-за работы хочу уехать",
        "я больше не могу, помогите мне",
    ],
)
async def test_who_only_feels_bad_gets_no_list(text: str) -> None:
    talk = Talk()

    assert "Нажми номер" not in await talk.write(text)


async def test_a_request_after_a_crisis_text_is_answered_as_ever() -> None:
    talk = Talk()
    await talk.write("мне очень плохо")

    assert "Нажми номер" in await talk.write("хочу деньги на свой проект")


async def test_a_graver_message_during_the_care_gets_the_full_help() -> None:
    talk = Talk()
    await talk.write("мне очень плохо")

    assert "живого человека, а там помогут" in await talk.write("хочу умереть")


async def test_without_a_crisis_a_joke_is_a_joke() -> None:
    assert "Хорошо, что так" not in await Talk().write("шучу")


async def test_danger_wins_over_a_waiting_question_and_the_question_goes_on() -> None:
    talk = await Talk().agree()
    await talk.act("ask:age")

    assert "8-800-2000-122" in await talk.write("не хочу жить")
    await talk.write("17")

    assert talk.facts.age == 17


async def test_danger_in_a_caption_or_in_a_very_long_message_is_seen() -> None:
    talk = Talk()

    assert "8-800-2000-122" in await talk.send("photo", "не хочу жить")
    assert "8-800-2000-122" in await talk.write("устал. " * 1500 + "не хочу жить " + "устал. " * 100)


@pytest.mark.parametrize(
    ("kind", "sign"),
    [
        ("voice", "словами"),
        ("sticker", "стикеры"),
        ("photo", "не храню"),
        ("document", "Документы сюда не присылай"),
        ("location", "город или район"),
        ("contact", "Номера телефонов мне не нужны"),
        ("poll", "пока не понимаю"),
        ("", "пока не понимаю"),
    ],
)
async def test_what_is_no_words_gets_a_sensible_answer(kind: str, sign: str) -> None:
    talk = Talk()

    assert sign in await talk.send(kind)


async def test_a_caption_is_read_as_words() -> None:
    talk = Talk()

    assert "Нажми номер" in await talk.send("photo", "хочу деньги на свой проект")


@pytest.mark.parametrize("text", ["", "   ", "\n\n\t"])
async def test_an_empty_message_is_answered(text: str) -> None:
    assert "пустым" in await Talk().write(text)


async def test_a_message_of_20000_letters_is_asked_to_be_short() -> None:
    talk = Talk()

    assert "коротко" in await talk.write("хочу грант " * 2000)
    assert "Меню" in talk.labels


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("привет", "Привет"),
        ("Спасибо!!!", "Пожалуйста"),
        ("ты кто?", "ИИ-помощник"),
        ("ок", "просто напиши"),
        ("ты тупой", "Прости"),
        ("пока", "Возвращайся"),
        ("привет, ты тут?", "Привет"),
        ("Есть кто живой?", "Привет"),
        ("привет, бот", "Привет"),
        ("👋🙂", "без слов"),
        ("...", "без слов"),
    ],
)
async def test_small_talk_is_answered_kindly(text: str, sign: str) -> None:
    assert sign in await Talk().write(text)


@pytest.mark.parametrize(
    "action",
    [
        "",
        "nonsense",
        "m",
        "m:../../etc/passwd",
        "page:0.0",
        "page:0.-5",
        "page:999.999999",
        "age:0",
        "age:-1",
        "age:999999999999",
        "town:zzzz",
        "study:hacker",
        "work:none;drop",
        "ask:everything",
        "drop:everything",
        "place:yes",
        "elsewhere",
        "agree-processing",
        "agree-processing:000000000000",
        "agree-mailings:x",
        "delete-yes",
        "wrong:rosmolodezh-granty.<script>",
        "back",
        "cancel",
        "more",
        "м:кириллица",
        "x" * 5000,
        "start:m-gone",
        "unsave:gone",
    ],
)
async def test_a_forged_action_harms_nothing(action: str) -> None:
    talk = Talk()

    text = await talk.act(action)

    assert text
    assert talk.state.person is None
    assert talk.effects.forget is False
    assert all(not consent.given for consent in talk.state.consents)


async def test_an_old_button_says_so_and_leads_on() -> None:
    talk = Talk()

    assert "Эта кнопка уже не работает" in await talk.act("plan:12")
    assert "Меню" in talk.labels


async def test_markup_in_a_message_comes_back_as_plain_words() -> None:
    talk = await Talk().agree()
    await talk.act("ask:place")

    text = await talk.write("[жми](javascript:alert(1)) **X**")

    assert "\\[жми\\]" in text
    assert "**X**" not in text


@pytest.mark.parametrize(
    "letter",
    [
        "а",
        "я ",
        "мне ",
        "меня бьют в ",
        "9",
        "не хочу ",
        "1 класс ",
        " ",
        "*",
        "(",
        "🙂",
        "друг говорит ",
        "он, ",
        "мне да ",
    ],
)
async def test_20000_hostile_letters_are_answered_in_no_time(letter: str) -> None:
    talk = Talk()
    text = (letter * 20_000)[:20_000]
    crisis_in("warm up")

    begin = time.process_time()
    await talk.write(text)

    assert time.process_time() - begin < 1.0


@pytest.mark.parametrize(
    "letter", ["а", "я из ", "мне мне ", "у меня есть ", "не хочу ", "учусь в ", "меня папа "]
)
async def test_4000_hostile_letters_are_understood_in_no_time(letter: str) -> None:
    from bot.person.hearing import hear
    from knowledge.regions import regions

    hear("warm up", regions(), "Курганская область")
    begin = time.process_time()
    hear((letter * 4000)[:4000], regions(), "Курганская область")

    assert time.process_time() - begin < 1.0


@pytest.mark.parametrize(
    "raw", [{"version": 99}, {"scene": 5}, "not json", b"\xff", None, 17, {"unknown": 1}]
)
def test_an_unreadable_talk_begins_anew(raw: object) -> None:
    conversation, was_read = restore(raw)

    assert was_read is False
    assert conversation.scene is None


def test_a_readable_talk_goes_on() -> None:
    stored = Conversation(scene="age", memory={"waiting": {"queue": []}})

    assert restore(stored.model_dump_json()) == (stored, True)
    assert restore(stored.model_dump()) == (stored, True)


async def test_a_talk_that_began_anew_says_so_once_and_keeps_the_profile() -> None:
    talk = await Talk().agree()
    await talk.write("мне 17 лет")
    conversation, _ = restore("broken")
    talk.state = talk.state.model_copy(update={"conversation": conversation})

    first = await talk.write("обо мне")
    second = await talk.write("обо мне")

    assert "Я обновился" in first
    assert "17 лет" in first
    assert "Я обновился" not in second


@pytest.mark.parametrize(
    "memory",
    [
        {"list": 5, "offer": [1], "waiting": "x", "after": {"a": 1}},
        {"list": {"kind": "search", "stamp": "x", "ids": 1}},
        {"list": {"kind": "search", "stamp": 0, "ids": ["gone", "topblog"]}},
        {"list": {"kind": "odd", "stamp": 1, "ids": ["a"]}, "offer": {"меню": 5}},
        {"care": "x"},
        {"care": -5},
        {"waiting": {"queue": [5, "odd"], "measure": 7, "region": 3}},
    ],
)
@pytest.mark.parametrize("scene", [None, "age", "place", "wrong", "delete", "no-such-scene"])
async def test_a_damaged_memory_is_survived(memory: dict[str, object], scene: str | None) -> None:
    conversation = Conversation.model_validate(
        {"memory": memory, "scene": scene, "back": ["odd:::", "m:gone", "page:0.x"]}
    )

    for text in ("меню", "ещё", "назад", "да", "17", "хочу на форум"):
        talk = Talk()
        talk.state = talk.state.model_copy(update={"conversation": conversation})
        assert await talk.write(text)
