"""Redaction of single messages: every kind, what stays, and what the result promises."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language.redaction import redact


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("меня зовут артём, мне 17", "меня зовут [имя], мне 17", id="name"),
        pytest.param("делаем проект с Ивановой Машей", "делаем проект с [имя]", id="declined name"),
        pytest.param("Anna Gorbunova, 22, student", "[имя], 22, student", id="Latin name"),
        pytest.param("звоните 8 (902) 555-31-13 днём", "звоните [телефон] днём", id="phone"),
        pytest.param(
            "наберите девятьсот двадцать два пятьсот пятьдесят пять ноль один тридцать восемь",
            "наберите [телефон]",
            id="phone in words",
        ),
        pytest.param("ящик yulia собака gmail точка com", "ящик [почта]", id="e-mail in words"),
        pytest.param("живу Гоголя 12-45, курган", "живу [адрес], курган", id="address"),
        pytest.param("паспорт 3721 330912", "паспорт [паспорт]", id="passport"),
        pytest.param("снилс 189-002-345 65", "снилс [снилс]", id="snils"),
        pytest.param("инн 450765432102", "инн [инн]", id="inn"),
        pytest.param("тг @bulat_2007, пишите", "тг [ссылка], пишите", id="nickname"),
        pytest.param("родился 15 октября 1996", "родился [дата рождения]", id="birth date"),
        pytest.param("карта 2202 2080 1234 5675", "карта [номер счёта]", id="card"),
    ],
)
def test_every_kind_becomes_its_placeholder(text: str, shown: str) -> None:
    assert redact(text).text == shown


@pytest.mark.parametrize(
    "text",
    [
        "стипендия имени Мальцева для аграриев есть?",
        "премия Владимира Потанина для магистрантов",
        "8 800 250-45-45 это чей номер на сайте?",
        "до 350 000 рублей на один проект, дедлайн 30.11.2026",
        "я из Серова, переехал в Киров, живу в городе Королёв",
        "вера в людей вернулась, надежда умирает последней",
        "где ваш офис, улица Красина, 41 работает?",
        "инн организации 4501123456, ОГРН 1024500512345",
        "проект «Надежда» и проект «Вера»",
    ],
)
def test_what_only_looks_personal_stays_whole(text: str) -> None:
    assert redact(text).text == text


def test_a_surname_is_private_though_a_fund_bears_it() -> None:
    assert redact("тимченко олег, хочу в фонд Тимченко").text == "[имя], хочу в фонд Тимченко"


def test_a_number_is_what_the_word_beside_it_says() -> None:
    text = "мой снилс 89025553113, телефон 89025553114"

    assert [span.kind for span in redact(text).spans] == ["snils", "phone"]


def test_spans_count_in_the_original_text() -> None:
    text = "🌷🌷 я М\u200bа\u0301ш\u00adа\u0336, тел ８９０２５５５３１１３!"

    spans = redact(text).spans

    assert [text[span.start : span.end] for span in spans] == [
        "М\u200bа\u0301ш\u00adа\u0336",
        "８９０２５５５３１１３",
    ]


def test_foreign_letters_that_look_russian_hide_no_name() -> None:
    assert redact("меня зовут Никитa Кузнeцов").text == "меня зовут [имя]"


@pytest.mark.parametrize(
    "text", ["я [имя], [телефон], [почта]", "[имя 1] и [имя 12], родился [дата рождения 2], [номер счёта 3]"]
)
def test_placeholders_are_not_redacted_again(text: str) -> None:
    assert redact(text).text == text


@given(
    st.text(st.sampled_from("Маша я8902553@.,-/ иул\n\u0301\u200bAnк«»"), max_size=80) | st.text(max_size=60)
)
@settings(max_examples=120, deadline=None)
def test_spans_are_in_order_apart_and_all_that_changes(text: str) -> None:
    redacted = redact(text)

    ends = [0, *(span.end for span in redacted.spans)]
    starts = [*(span.start for span in redacted.spans), len(text)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert all(span.start < span.end for span in redacted.spans)
    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    assert len(redacted.text) >= sum(map(len, between))
    assert redacted.text.startswith(between[0])
    assert redacted.text.endswith(between[-1])


def test_threads_see_the_same_as_one() -> None:
    texts = [f"я Соня, мой номер 8 902 555 31 {number}, живу Гоголя {number}" for number in range(10, 40)]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(redact, texts))

    assert together == [redact(text) for text in texts]


def test_models_are_loaded_when_first_needed_and_the_parsers_never() -> None:
    code = (
        "import sys; from knowledge.language.redaction import redact; "
        "early = {'slovnet', 'pymorphy3', 'natasha'} & sys.modules.keys(); redact('Это Иван Носов'); "
        "late = {'natasha', 'pymorphy2'} & sys.modules.keys(); "
        "sys.exit(f'{early} {late}' if early or late else 'slovnet' not in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
