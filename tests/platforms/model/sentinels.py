"""Things that exist nowhere in the project's data: found on any wire, they were invented by the model."""

from typing import Final

PROGRAMMES: Final = ("«Зюйдвест-Старт 45»", "грант «Кряквинский почин»", "фонд «Юный Мармедон»")
SUMS: Final = ("777 313 рублей", "91 827 364 ₽", "313,7 тыс. руб.")
DATES: Final = ("31 февраля 2027 года", "47.13.2026", "до 38 мая")
LINKS: Final = ("https://zuydvest-start.example/apply", "t.me/kryakva_pochin_bot", "marmedon-fond.example")
PHONES: Final = ("8 (800) 313-77-31", "+7 3522 00-31-37")

SENTINELS: Final = (*PROGRAMMES, *SUMS, *DATES, *LINKS, *PHONES)
