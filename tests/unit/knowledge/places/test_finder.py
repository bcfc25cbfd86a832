import time

import pytest

from knowledge.regions import Place, Regions, regions

KURGAN = "Курганская область"
OURS = {
    "Далматово": "Далматовский муниципальный округ",
    "Каргаполье": "Каргапольский муниципальный округ",
    "Кетово": "Кетовский муниципальный округ",
    "Катайск": "Катайский муниципальный округ",
    "Лебяжье": "Лебяжьевский муниципальный округ",
    "Петухово": "Петуховский муниципальный округ",
    "Мишкино": "Мишкинский муниципальный округ",
    "Шумиха": "Шумихинский муниципальный округ",
    "Юргамыш": "Юргамышский муниципальный округ",
    "Куртамыш": "Куртамышский муниципальный округ",
    "Варгаши": "Варгашинский муниципальный округ",
    "Глядянка": "Притобольный муниципальный округ",
    "Шадринский район": "Шадринский муниципальный округ",
}


@pytest.fixture(scope="module")
def gazetteer() -> Regions:
    return regions()


def ours(name: str) -> Place:
    return Place(KURGAN, OURS.get(name, name))


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("живу в далматово", "Далматово"),
        ("шадринск", "Шадринск"),
        ("из кургана", "Курган"),
        ("каргаполье", "Каргаполье"),
        ("кетовский р-н", "Кетово"),
        ("Кетовском районе живу", "Кетово"),
        ("в Кетовском", "Кетово"),
        ("Шадринский район", "Шадринский район"),
        ("шадринский р-он", "Шадринский район"),
        ("из Шадринского муниципального округа", "Шадринский район"),
        ("г.Шадринск", "Шадринск"),
        ("р.п. Юргамыш", "Юргамыш"),
        ("в лебяжьем", "Лебяжье"),
        ("я с шумихи", "Шумиха"),
        ("19 лет, глядянка", "Глядянка"),
        ("Курганская область, Катайск", "Катайск"),
        ("Катайский район Курганской области", "Катайск"),
        ("курганская обл город курган", "Курган"),
        ("КУРГАН!!!", "Курган"),
    ],
)
def test_spoken_names_in_any_case_are_understood(gazetteer: Regions, text: str, town: str) -> None:
    match = gazetteer.find(text)

    assert match is not None
    assert (match.place, match.certain) == (ours(town), True)


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("шадринкс", "Шадринск"),
        ("шодринск", "Шадринск"),
        ("катйск", "Катайск"),
        ("живу в кургоне", "Курган"),
        ("далмотово", "Далматово"),
        ("кетовскй район", "Кетово"),
        ("каргополье", "Каргаполье"),
    ],
)
def test_misspelt_names_are_understood_with_doubt(gazetteer: Regions, text: str, town: str) -> None:
    match = gazetteer.find(text)

    assert match is not None
    assert (match.place, match.certain) == (ours(town), False)


@pytest.mark.parametrize(
    ("text", "town"),
    [("shadrinsk", "Шадринск"), ("I am from kurtamysh", "Куртамыш"), ("rehufy", "Курган")],
)
def test_latin_letters_and_a_forgotten_keyboard_are_understood(
    gazetteer: Regions, text: str, town: str
) -> None:
    match = gazetteer.find(text)

    assert match is not None
    assert match.place == ours(town)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("45 регион", KURGAN),
        ("из 45-го региона", KURGAN),
        ("зауралье", KURGAN),
        ("деревня под шадринском", KURGAN),
        ("в 20 км от кургана", KURGAN),
        ("Ханты-Мансийский автономный округ", "Ханты-Мансийский автономный округ — Югра"),
        ("Питер", "Санкт-Петербург"),
        ("омская обл", "Омская область"),
    ],
)
def test_only_the_region_may_be_known(gazetteer: Regions, text: str, region: str) -> None:
    match = gazetteer.find(text)

    assert match is not None
    assert (match.place, match.certain) == (Place(region), True)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("живу в челябе", Place("Челябинская область", "Челябинск")),
        ("tyumen", Place("Тюменская область", "Тюмень")),
        ("ростов-на-дону", Place("Ростовская область", "Ростов-на-Дону")),
        ("екб", Place("Свердловская область", "Екатеринбург")),
        ("из набережных челнов", Place("Республика Татарстан", "Набережные Челны")),
        ("из верхней пышмы", Place("Свердловская область", "Верхняя Пышма")),
        ("нижний новгород", Place("Нижегородская область", "Нижний Новгород")),
        ("новгород", Place("Новгородская область", "Великий Новгород")),
        ("Палана", Place("Камчатский край", "городской округ «посёлок Палана»")),
    ],
)
def test_towns_of_other_regions_keep_their_names(gazetteer: Regions, text: str, place: Place) -> None:
    match = gazetteer.find(text, home=KURGAN)

    assert match is not None
    assert match.place == place


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("прописка лебяжье, живу в кургане", "Курган"),
        ("живу в общаге в кургане а прописка катайск", "Курган"),
        ("переехала в курган из петухово", "Курган"),
        ("переехал из Омска в Курган", "Курган"),
        ("живу в кургане но хочу вернуться в шадринск", "Курган"),
        ("учусь в Кургане, живу в Шадринске", "Шадринск"),
        ("родился в Омске, живу в Кургане", "Курган"),
        ("сын живет в тюмени, мы в кургане", "Курган"),
        ("не из катайска, а из кургана", "Курган"),
        ("учусь в катайске, сам из катайска", "Катайск"),
        ("работаю в кетово живу в кургане", "Курган"),
        ("мы в кетово живём", "Кетово"),
        ("жила в тюмени, щас снова в шумихе", "Шумиха"),
        ("сын учится в кургане, мы в варгашах", "Варгаши"),
        ("живу под Курганом, в Лесниково", "Кетово"),
        ("19 лет катайск учусь в колледже", "Катайск"),
        ("у нас в мишкино нет катка", "Мишкино"),
        ("найди курсы по фермерству. я из петухова", "Петухово"),
    ],
)
def test_home_is_where_one_lives_now(gazetteer: Regions, text: str, town: str) -> None:
    match = gazetteer.find(text)

    assert match is not None
    assert match.place == ours(town)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "хочу в москву",
        "учусь в Кургане",
        "учусь в екате, сам из катайска",
        "сам с Урала",
        "у меня много свободного времени",
        "ключи от машины",
        "учусь в шадринском педколледже",
        "студент уральского университета",
        "меня зовут Владимир Иванова",
        "меня зовут Анна Петухова",
        "улица Пушкина",
        "напишу эссе",
        "урюпинск",
        "белоручка",
        "поступил в тюмень, сам из шумихи",
        "у меня бабушка в шадринске живет",
        "таджикистан, но внж есть",
        "Атлантида",
        "🎸🎸🎸",
    ],
)
def test_what_is_not_a_home_is_none(gazetteer: Regions, text: str) -> None:
    assert gazetteer.find(text) is None


@pytest.mark.parametrize("text", ["холм", "живу в городе Лесном", "я из Кирова", "живу в реже"])
def test_an_ordinary_word_is_a_place_when_the_words_around_it_say_so(gazetteer: Regions, text: str) -> None:
    assert gazetteer.find(text) is not None


def test_an_ambiguous_name_belongs_to_the_named_region_then_to_the_home_region(gazetteer: Regions) -> None:
    named = gazetteer.find("озёрск, челябинская область", home="Калининградская область")
    at_home = gazetteer.find("озёрск", home="Челябинская область")
    open_to_doubt = gazetteer.find("озёрск")

    assert named is not None
    assert at_home is not None
    assert open_to_doubt is not None
    assert named.place == at_home.place == Place("Челябинская область", "Озёрск")
    assert (named.certain, at_home.certain, open_to_doubt.certain) == (True, True, False)


def test_two_homes_at_once_are_not_certain(gazetteer: Regions) -> None:
    match = gazetteer.find("мы из катайска и мишкино")

    assert match is not None
    assert not match.certain


def test_every_place_is_found_where_it_stands(gazetteer: Regions) -> None:
    text = "Живу в Кургане, мама из Кетовского р-на"

    found = gazetteer.find_all(text)

    assert [text[match.start : match.end] for match in found] == ["Кургане", "Кетовского р-на"]
    assert [match.words for match in found] == ["Кургане", "Кетовского р-на"]


def test_every_name_of_the_gazetteer_leads_to_its_place(gazetteer: Regions) -> None:
    for region in gazetteer.regions:
        for name in gazetteer.municipalities(region):
            match = gazetteer.find(name, home=region)
            assert match is not None, name
            assert match.place == Place(region, name), match


def test_hostile_text_is_read_quickly(gazetteer: Regions) -> None:
    text = "".join(chr(1072 + (index * index) % 32) + " " * (index % 7 == 0) for index in range(20_000))
    gazetteer.find("курган")

    start = time.process_time()
    gazetteer.find(text)

    assert time.process_time() - start < 3
