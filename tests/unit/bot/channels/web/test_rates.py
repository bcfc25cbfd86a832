"""Token buckets."""

from bot.channels.web.rates import Buckets, Rate


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_and_then_one_each_second() -> None:
    seconds = Seconds()
    buckets = Buckets(Rate(burst=3, per_second=1), seconds)

    assert [buckets.take("a") for _ in range(4)] == [0.0, 0.0, 0.0, 1.0]
    seconds.now += 0.5
    assert buckets.take("a") == 0.5
    seconds.now += 0.5
    assert buckets.take("a") == 0.0


def test_a_rest_never_gives_more_than_the_burst() -> None:
    seconds = Seconds()
    buckets = Buckets(Rate(burst=2, per_second=10), seconds)
    buckets.take("a")

    seconds.now += 3600

    assert [buckets.take("a") > 0 for _ in range(3)] == [False, False, True]


def test_clients_do_not_share_a_bucket() -> None:
    buckets = Buckets(Rate(burst=1, per_second=1), Seconds())

    assert buckets.take("a") == 0.0
    assert buckets.take("b") == 0.0
    assert buckets.take("a") > 0


def test_memory_stays_bounded_and_the_longest_unseen_is_forgotten() -> None:
    buckets = Buckets(Rate(burst=1, per_second=0.001), Seconds(), most_keys=3)

    for key in "abcd":
        buckets.take(key)

    assert len(buckets) == 3
    assert buckets.take("d") > 0
    assert buckets.take("a") == 0.0
