import pytest

from bot.channels.pace import WINDOW, Limits, Pace


class Watch:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_at_once_and_then_the_window_must_move_on() -> None:
    watch = Watch()
    pace = Pace(Limits(per_second=3, per_chat_second=1), watch)

    assert pace.room() == 3
    for _ in range(3):
        pace.take()
        watch.now += 0.1
    assert pace.room() == 0
    assert pace.free_in() == pytest.approx(WINDOW - 0.3)
    watch.now += pace.free_in()
    assert pace.room() == 1


def test_in_no_second_are_there_more_calls_than_allowed() -> None:
    watch = Watch()
    pace = Pace(Limits(per_second=5, per_chat_second=1), watch)
    calls: list[float] = []

    while watch.now < 60:
        if pace.room():
            pace.take()
            calls.append(watch.now)
        watch.now += 0.01

    assert len(calls) > 40
    assert all(later - sooner > 1 for sooner, later in zip(calls, calls[5:], strict=False))


def test_told_to_be_silent_nobody_calls_for_exactly_that_long() -> None:
    watch = Watch()
    pace = Pace(Limits(per_second=30, per_chat_second=1), watch)

    pace.stop(7)
    pace.stop(2)

    assert (pace.room(), pace.free_in()) == (0, 7)
    watch.now += 7
    assert (pace.room(), pace.free_in()) == (30, 0)


def test_a_chat_rests_after_each_message_and_others_do_not() -> None:
    watch = Watch()
    pace = Pace(Limits(per_second=30, per_chat_second=2), watch)

    pace.take("7")

    assert set(pace.resting()) == {"7"}
    assert pace.rest_ends_in() == pytest.approx(0.5)
    watch.now += 0.5
    assert not pace.resting()
    assert pace.rest_ends_in() == float("inf")


async def test_who_waits_for_a_slot_gets_it_when_the_window_moves_on() -> None:
    watch = Watch()
    pace = Pace(Limits(per_second=1, per_chat_second=1), watch)
    pace.take()

    watch.now += WINDOW
    await pace.slot("7")

    assert set(pace.resting()) == {"7"}
