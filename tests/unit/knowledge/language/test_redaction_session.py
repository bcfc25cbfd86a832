"""One prompt's redaction: values keep their numbers."""

from knowledge.language.redaction import Redaction


def test_the_same_value_keeps_its_number() -> None:
    session = Redaction()

    first = session.redact("Я Маша Иванова, тел +7 902 555-31-13, а это Лена").text
    second = session.redact("Мария? нет, Машу Иванову, 89025553113").text

    assert first == "Я [имя 1], тел [телефон 1], а это [имя 2]"
    assert second.endswith("[имя 1], [телефон 1]")


def test_other_values_get_other_numbers() -> None:
    text = "снилс 189-002-345 65, мамин снилс 144-111-222 96"

    assert Redaction().redact(text).text == "снилс [снилс 1], мамин снилс [снилс 2]"


def test_each_prompt_counts_anew() -> None:
    Redaction().redact("это Маша")

    assert Redaction().redact("это Лена").text == "это [имя 1]"
