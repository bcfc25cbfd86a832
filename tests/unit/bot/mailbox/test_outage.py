from bot.mailbox.outage import DOWN_AFTER, REMEMBERED, Outage


class Watch:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def broken(watch: Watch) -> Outage:
    outage = Outage(watch, first_pause=1.0, longest_pause=20.0)
    for id_ in range(DOWN_AFTER):
        outage.failed(id_, str(id_))
    return outage


def test_a_platform_that_answers_now_and_then_is_not_down() -> None:
    outage = Outage(Watch())

    for id_ in range(100):
        outage.failed(id_, str(id_))
        outage.answered(id_ + 1000)

    assert not outage.is_on
    assert outage.room(in_flight=5) > 1000


def test_a_platform_that_is_down_is_asked_by_one_message_after_each_pause() -> None:
    watch = Watch()
    outage = broken(watch)

    assert outage.is_on
    assert outage.room(0) == 0
    watch.now += outage.probe_in()
    assert outage.room(0) == 1
    assert outage.room(1) == 0


def test_pauses_grow_to_a_limit_and_sends_that_fail_together_count_as_one() -> None:
    watch = Watch()
    outage = broken(watch)
    pauses = []

    for round_ in range(8):
        pauses.append(outage.probe_in())
        watch.now += outage.probe_in()
        for id_ in range(5):
            outage.failed(100 * round_ + id_, str(100 * round_ + id_))

    assert pauses == [1, 2, 4, 8, 16, 20, 20, 20]


def test_one_answer_ends_it() -> None:
    outage = broken(Watch())

    outage.answered(7)

    assert not outage.is_on
    assert outage.probe_in() == 0
    assert outage.pause == 1.0


def test_a_message_is_to_blame_only_when_others_went_through_since_it_failed() -> None:
    outage = Outage(Watch())

    assert [outage.failed(1, "1"), outage.failed(1, "1"), outage.failed(2, "2")] == [False, False, False]
    outage.answered(3)
    assert outage.failed(1, "1")
    assert not outage.failed(1, "1")
    outage.answered(1)
    assert not outage.failed(1, "1")


def test_what_failed_is_remembered_only_up_to_a_limit() -> None:
    outage = Outage(Watch())
    outage.failed(0, "0")

    for id_ in range(1, REMEMBERED + 1):
        outage.failed(id_, str(id_))
    outage.answered(5)

    assert not outage.failed(0, "0")


def test_whoever_has_not_failed_is_tried_before_the_pause_ends() -> None:
    watch = Watch()
    outage = broken(watch)
    for _ in range(5):
        watch.now += outage.probe_in()
        outage.failed(0, "0")
    watch.now += 1.0

    assert outage.probe_in() > 10
    assert outage.room(0) == 1
    assert outage.tried == {"0", "1", "2"}

    assert outage.probed == outage.tried

    outage.probe_anew()
    assert outage.probed == set()
    assert outage.tried == {"0", "1", "2"}
