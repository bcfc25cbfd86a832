"""One person in several places: codes, joining, bringing a talk over, parting; on the whole mailbox."""

import asyncio
from pathlib import Path

import pytest

from bot.dialogue.messages import TextSaid
from bot.storage import tables
from tests.places import Place, Town, open_town


async def pair(town: Town) -> tuple[Place, Place]:
    """Telegram and VK of one person, linked; the profile says 17 and Shadrinsk."""
    telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
    await telegram.write("мне 17, живу в Шадринске")
    await vk.join(telegram)
    return telegram, vk


async def test_two_accounts_get_one_profile_and_one_saved_list(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        await telegram.write("мне 17, живу в Шадринске")
        await telegram.act("save:rosmolodezh-granty")
        await vk.write("учусь в колледже")
        await vk.act("save:topblog")

        said = await vk.join(telegram)

        assert "Здесь и в Telegram у тебя теперь один профиль" in said
        for place in (telegram, vk):
            profile = await place.write("обо мне")
            assert "17 лет" in profile
            assert "Шадринск" in profile
            assert "колледже" in profile
            assert "2 меры" in await place.write("мои меры")
        assert await town.count(tables.persons) == 1


async def test_what_is_learned_in_one_place_is_known_in_the_other(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await pair(town)

        await vk.write("мне 18")

        assert "18 лет" in await telegram.write("обо мне")


async def test_the_other_account_is_told_who_shares_its_profile(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, _ = await pair(town)

        assert "общий с аккаунтом в VK" in await telegram.read()
        assert "Отвязать" in telegram.labels


async def test_the_newest_word_wins_and_the_other_one_is_a_press_away(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        await telegram.write("мне 16, живу в Шадринске, учусь в школе")
        await vk.write("мне 17, живу в Кургане, учусь в колледже")

        said = await vk.join(telegram)

        assert "17 лет, а раньше было: 16 лет" in said
        assert "Курган (Курганская область), а раньше было: Шадринск" in said
        assert "учишься в колледже, а раньше было: учишься в школе" in said
        assert "17 лет" in await telegram.write("обо мне")
        await vk.act("link-take:age.16")
        assert "16 лет" in await telegram.write("обо мне")


async def test_every_difference_has_a_button_that_takes_the_other_value(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        await telegram.write("мне 16, живу в Шадринске, учусь в школе")
        await vk.write("мне 17, живу в Кургане, учусь в колледже")
        await vk.join(telegram)
        takes = [button for button in vk.buttons if button.label.startswith("Верно:")]

        for button in takes:
            await vk.act(button.action or "")

        assert len(takes) == 3
        profile = await telegram.write("обо мне")
        for said in ("16 лет", "Шадринск", "учишься в школе"):
            assert said in profile


async def test_what_agrees_is_no_conflict(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        await telegram.write("мне 17, живу в Курганской области")
        await vk.write("мне 17, живу в Шадринске")

        assert "по-разному" not in await vk.join(telegram)


async def test_a_code_is_understood_however_it_is_typed(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        code = await telegram.code("vk")
        halves, in_russian = f"{code[:4]} {code[4:]}", str.maketrans("ACEHKMPTXY", "АСЕНКМРТХУ")
        ways = [code, f"мой код {code}", halves, f"код: {code.lower()}", f"/link {halves}"]
        ways += [code.translate(in_russian), f"{code[:4]}-{code[4:]}!"]

        answers = [await vk.write(way) for way in ways]

        assert ["Связать с твоим аккаунтом в Telegram?" in answer for answer in answers] == [True] * 7


async def test_a_wrong_looking_code_costs_no_try(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        vk = town.place("vk")

        said = await vk.write("мой код 123456")

        assert "восемь знаков" in said
        assert await town.count(tables.link_tries) == 0


@pytest.mark.parametrize("words", ["март 2026", "код города 3522"])
async def test_words_and_numbers_are_no_codes(tmp_path: Path, words: str) -> None:
    async with open_town(tmp_path) as town:
        said = await town.place("vk").write(words)

        assert "знаков" not in said
        assert await town.count(tables.link_tries) == 0


@pytest.mark.parametrize("payload", ["w-", "w-7KH4", "w-12345"])
async def test_a_damaged_link_says_so(tmp_path: Path, payload: str) -> None:
    async with open_town(tmp_path) as town:
        said = await town.place("vk").start(payload)

        assert "код в твоей ссылке испорчен" in said
        assert "Просто напиши, чего хочешь" in said


async def test_a_code_lives_ten_minutes(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        first = await telegram.code("vk")
        town.later(seconds=599)
        assert "Связать" in await vk.write(first)
        second = await telegram.code("vk")
        town.later(seconds=600)

        assert "Такого кода нет" in await vk.write(second)


async def test_a_code_serves_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk, stranger = (
            await town.place("telegram").agree(),
            await town.place("vk").agree(),
            await town.place("vk", "boris").agree(),
        )
        code = await telegram.code("vk")
        await vk.write(code)

        assert "Такого кода нет" in await stranger.write(code)
        assert "один профиль" in await vk.press("Да, он мой")
        assert "Такого кода нет" in await vk.write(code)


async def test_a_new_code_makes_the_old_one_void(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        old = await telegram.code("vk")
        await telegram.code("vk")

        assert "Такого кода нет" in await vk.write(old)


async def test_after_five_wrong_codes_one_has_to_wait(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        right = await telegram.code("vk")
        wrong = "A1A1A1A1" if right != "A1A1A1A1" else "C1C1C1C1"

        answers = [await vk.write(wrong) for _ in range(5)]

        assert "Осталось 4 попытки" in answers[0]
        assert "Осталась 1 попытка" in answers[3]
        assert "через 10 минут" in answers[4]
        assert "Слишком много" in await vk.write(right)
        town.later(minutes=10)
        fresh = await telegram.code("vk")
        assert "Связать" in await vk.write(fresh)


async def test_the_code_of_the_same_account_is_said_to_be_so_and_lives_on(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        code = await telegram.code("vk")

        assert "отсюда же" in await telegram.write(code)
        assert "Связать" in await vk.write(code)


async def test_linked_accounts_are_said_to_be_linked(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await pair(town)

        assert "уже связаны в Telegram" in await vk.write(await telegram.code("vk"))


async def test_joining_asks_for_consent_here_too_and_goes_on_by_itself(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), town.place("vk")
        await telegram.write("мне 17")
        code = await telegram.code("vk")

        asked = await vk.start(f"w-{code}")
        assert "Согласие на обработку данных" in asked
        assert await town.count(tables.persons) == 1
        sure = await vk.press("Мне есть 14, разрешаю")
        assert "Связать с твоим аккаунтом в Telegram?" in sure

        assert "один профиль" in await vk.write("да")
        assert "17 лет" in await vk.write("обо мне")


@pytest.mark.parametrize("answer", ["нет", "отмена", "хочу на форум"])
async def test_anything_but_yes_links_nothing(tmp_path: Path, answer: str) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        await vk.write(await telegram.code("vk"))

        await vk.write(answer)
        await vk.write("да")

        assert (await vk.state()).linked == ()


async def test_under_fourteen_nothing_is_linked(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), town.place("vk")
        await vk.start(f"w-{await telegram.code('vk')}")

        await vk.press("Мне нет 14")

        assert (await vk.state()).person is None
        assert (await vk.state()).linked == ()


async def test_a_talk_of_the_site_goes_on_elsewhere_without_consent(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        site, telegram = town.place("web"), town.place("telegram")
        await site.write("хочу деньги на свой проект")
        shown = site.said[-1].text
        code = await site.code("telegram")

        said = await telegram.start(f"w-{code}")

        assert "ИИ-помощник" in said
        assert "с того места, где мы остановились на сайте" in said
        assert shown.splitlines()[-1] in said
        assert await telegram.write("1") == await site.write("1")
        assert await town.count(tables.persons) == 0


async def test_the_card_on_the_screen_comes_over_too(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        site, vk = town.place("web"), town.place("vk")
        await site.act("m:rosmolodezh-granty")

        assert "Росмолодёжь.Гранты" in await vk.start(f"w-{await site.code('vk')}")


async def test_a_refused_consent_leaves_the_place_that_came_over(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        site, vk = await town.place("web").agree(), town.place("vk")
        await site.act("m:rosmolodezh-granty")
        await vk.start(f"w-{await site.code('vk')}")

        assert "Росмолодёжь.Гранты" in await vk.press("Не сейчас")


async def test_the_talk_in_the_joining_account_stays_where_it_was(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        await telegram.write("хочу на форум")
        found = await vk.write("хочу деньги на свой проект")
        await vk.join(telegram)

        await vk.press("Продолжить")

        assert vk.said[-1].text.splitlines()[-1] in found


async def test_nothing_to_bring_over_is_said_so(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        site, vk = town.place("web"), town.place("vk")

        assert "переносить пока нечего" in await vk.start(f"w-{await site.code('vk')}")


async def test_three_accounts_become_one_person(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await pair(town)
        site = await town.place("web").agree()
        await site.write("учусь в школе")

        await site.join(vk)

        profile = await telegram.write("обо мне")
        assert "17 лет" in profile
        assert "учишься в школе" in profile
        assert len((await telegram.state()).linked) == 2


async def test_two_who_enter_each_others_codes_at_once_are_linked_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        for_vk, for_telegram = await telegram.code("vk"), await vk.code("telegram")
        await vk.write(for_vk)
        await telegram.write(for_telegram)

        await asyncio.gather(vk.send(TextSaid(text="да")), telegram.send(TextSaid(text="да")))
        await town.answered()

        assert await town.count(tables.persons) == 1
        assert len((await vk.state()).linked) == len((await telegram.state()).linked) == 1
        texts = [await vk.read(), await telegram.read()]
        assert sum("один профиль и одни" in text for text in texts) == 1


async def test_a_ring_of_three_ends_as_one_person(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        ring = [await town.place(channel).agree() for channel in ("telegram", "vk", "web")]
        for place, target in zip(ring, [*ring[1:], ring[0]], strict=True):
            await place.write(await target.code(place.address.channel))

        await asyncio.gather(*(place.send(TextSaid(text="да")) for place in ring))
        await town.answered()

        assert await town.count(tables.persons) == 1
        assert await town.count(tables.outbox, tables.outbox.c.payload.contains("Что-то сломалось")) == 0


async def test_at_most_eight_accounts_are_one_person(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        first = await town.place("telegram").agree()
        for number in range(7):
            assert "один профиль" in await (await town.place("web", f"w{number}").agree()).join(first)
        ninth = await town.place("vk").agree()

        said = await ninth.write(await first.code("vk"))

        assert "самое большее 8" in said


async def test_a_withdrawal_in_one_place_counts_in_all(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await pair(town)

        assert "в Telegram его тоже больше нет" in await vk.act("withdraw")

        assert await town.count(tables.persons) == 0
        assert "Согласие на обработку данных: нет" in await telegram.write("/privacy")
        await telegram.write("мне 17")
        assert (await telegram.state()).person is None


async def test_consent_to_mailings_stays_with_its_account(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await pair(town)

        await telegram.act("mailings")
        await telegram.press("Разрешаю писать мне")

        assert "Сообщения о новых мерах: есть" in await telegram.write("/privacy")
        assert "Сообщения о новых мерах: нет" in await vk.write("/privacy")


async def test_deletion_says_and_erases_all_linked_accounts(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await pair(town)
        await telegram.read()

        assert "в Telegram тоже всё сотрётся" in await vk.write("/delete")
        await vk.press("Да, удалить всё")

        for table in (tables.persons, tables.accounts, tables.facts, tables.conversations, tables.consents):
            assert await town.count(table) == 0
        assert "и в VK пришла просьба удалить всё" in await telegram.read()
        assert [row.farewell for row in await town.rows(tables.outbox)] == [True, True]


async def test_privacy_and_export_name_all_accounts(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram", "777001").agree(), await town.place("vk", "555").agree()
        await vk.join(telegram)

        assert "у тебя ещё и в Telegram: он общий" in await vk.write("/privacy")
        exported = await vk.write("/export")
        assert "777001, канал: Telegram" in exported
        assert "555, канал: VK" in exported


async def test_an_account_is_parted_and_starts_with_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await pair(town)
        await telegram.read()

        await vk.write("отвязать")
        await vk.press("Отвязать Telegram")
        said = await vk.press("Да, отвязать")

        assert "отвязал Telegram" in said
        assert "17 лет" in await vk.write("обо мне")
        assert "Твой профиль остался в VK" in await telegram.read()
        assert "ничего о тебе не храню" in await telegram.write("обо мне")
        assert "Согласие на обработку данных: нет" in await telegram.write("/privacy")
        assert "Согласие на обработку данных: есть" in await vk.write("/privacy")


@pytest.mark.parametrize("answer", ["нет", "отмена", "хочу на форум"])
async def test_parting_takes_a_clear_yes(tmp_path: Path, answer: str) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await pair(town)
        await vk.write("отвязать")
        await vk.press("Отвязать Telegram")

        await vk.write(answer)

        assert (await telegram.state()).linked == (vk.address,)


async def test_parted_accounts_can_be_linked_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await pair(town)
        await vk.write("отвязать")
        await vk.press("Отвязать Telegram")
        await vk.write("да")

        await telegram.agree()

        assert "один профиль" in await telegram.join(vk)
        assert "17 лет" in await telegram.write("обо мне")


async def test_only_channels_that_run_here_and_are_not_linked_are_offered(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        _, vk = await pair(town)

        await vk.write("обо мне")

        assert "Связать с сайтом" in vk.labels
        assert "Связать с Telegram" not in vk.labels
        assert "Связать с VK" not in vk.labels


async def test_a_code_is_nowhere_to_be_read_after_it_was_sent(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        code = await telegram.code("vk")
        await vk.write(code)

        for table in (tables.conversations, tables.link_codes, tables.inbox):
            assert code not in repr(await town.rows(table))


async def test_deleting_voids_the_code_that_was_shown(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        code = await telegram.code("vk")
        await telegram.write("/delete")
        await telegram.press("Да, удалить всё")

        assert "Такого кода нет" in await vk.write(code)


async def test_a_consent_that_ends_between_code_and_yes_joins_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await town.place("telegram").agree(), await town.place("vk").agree()
        await vk.write(await telegram.code("vk"))
        await telegram.act("withdraw")

        assert "больше не действует" in await vk.press("Да, он мой")
        assert (await vk.state()).linked == ()


async def test_two_other_accounts_are_named_in_one_breath(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = await pair(town)
        await vk.join(await town.place("web", "page").agree())

        assert "Мы уже связаны в VK и на сайте." in await telegram.write("/link")
        assert "в VK и на сайте тоже всё сотрётся" in await telegram.write("/delete")


async def test_a_measure_is_shared_by_a_link_into_the_messenger_where_one_talks(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, vk = town.place("telegram"), town.place("vk")

        for place, link in ((telegram, "https://t.me/helper?start="), (vk, "https://vk.me/helper?ref=")):
            assert f"{link}m-topblog" in await place.act("share:topblog")


async def test_a_place_that_is_linked_is_not_offered_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        telegram, _ = await pair(town)

        await telegram.act("link")

        assert "Связать с VK" not in telegram.labels
