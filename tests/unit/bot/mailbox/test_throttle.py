from datetime import datetime, timedelta

from bot.dialogue.messages import ButtonPressed, Content, Incoming, TextSaid
from bot.mailbox.throttle import BURST, REMEMBERED, Throttle
from tests.talks import NOON, web


def throttle() -> Throttle:
    return Throttle(lambda text: text == "помогите")


def judged(one: Throttle, text: str, at: datetime, account: str = "anna") -> str:
    return said(one, TextSaid(text=text), at, account)


def said(one: Throttle, content: Content, at: datetime, account: str = "anna") -> str:
    return one.judge(Incoming(address=web(account), key="k", content=content), at)


def flooded(one: Throttle, at: datetime = NOON) -> list[str]:
    """What becomes of a burst that the bucket does not hold."""
    return [judged(one, "а", at) for _ in range(BURST + 3)]


def test_a_burst_passes_then_comes_one_notice_and_then_silence() -> None:
    assert flooded(throttle()) == ["heard"] * BURST + ["warned", "silent", "silent"]


def test_a_lively_talk_is_never_a_flood() -> None:
    one = throttle()

    heard = [judged(one, "а", NOON + timedelta(seconds=0.6 * number)) for number in range(500)]

    assert set(heard) == {"heard"}


def test_who_waits_for_each_answer_never_floods() -> None:
    one = throttle()

    def asked(number: int) -> str:
        at = NOON + timedelta(milliseconds=number)
        verdict = judged(one, "а", at)
        one.answered(web("anna"), at)
        return verdict

    assert {asked(number) for number in range(500)} == {"heard"}


def test_messages_that_came_before_the_answer_count() -> None:
    one = throttle()

    def sent_at_once() -> str:
        verdict = judged(one, "а", NOON)
        one.answered(web("anna"), NOON + timedelta(seconds=1))
        return verdict

    assert [sent_at_once() for _ in range(BURST + 2)][-2:] == ["warned", "silent"]


def test_buttons_count_like_words() -> None:
    one = throttle()

    heard = [said(one, ButtonPressed(action="menu"), NOON) for _ in range(BURST + 1)]

    assert heard[-1] == "warned"


def test_silence_lasts_until_half_a_minute_of_calm() -> None:
    one = throttle()
    flooded(one)

    at = NOON
    for _ in range(10):
        at += timedelta(seconds=29)
        assert judged(one, "а", at) == "silent"
    at += timedelta(seconds=30)

    assert judged(one, "а", at) == "heard"


def test_a_second_flood_is_told_anew() -> None:
    one = throttle()
    flooded(one)

    assert "warned" in flooded(one, NOON + timedelta(minutes=2))


def test_a_cry_for_help_is_heard_in_the_middle_of_a_flood_once() -> None:
    one = throttle()
    flooded(one)

    assert [judged(one, "помогите", NOON) for _ in range(3)] == ["heard", "silent", "silent"]


def test_a_flood_silences_nobody_else() -> None:
    one = throttle()
    flooded(one)

    assert judged(one, "а", NOON, "boris") == "heard"


def test_a_clock_that_goes_back_frees_nobody_and_breaks_nothing() -> None:
    one = throttle()
    flooded(one)

    assert judged(one, "а", NOON - timedelta(hours=1)) == "silent"


def test_only_so_many_accounts_are_remembered() -> None:
    one = throttle()
    flooded(one)

    for number in range(REMEMBERED):
        judged(one, "а", NOON, f"visitor-{number}")

    assert judged(one, "а", NOON) == "heard"
