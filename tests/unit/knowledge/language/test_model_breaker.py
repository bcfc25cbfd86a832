from knowledge.language.model.breaker import FAILURES, LONGEST_REST, REST_SECONDS, WINDOW_SECONDS, Breaker


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def failed(times: int) -> tuple[Breaker, Hand]:
    hand = Hand()
    breaker = Breaker(hand)
    for _ in range(times):
        assert breaker.may_try()
        breaker.bad()
    return breaker, hand


def test_it_opens_after_so_many_failures_within_the_window_and_not_before() -> None:
    breaker, _ = failed(FAILURES - 1)
    assert breaker.may_try()

    breaker.bad()

    assert not breaker.may_try()


def test_failures_long_apart_or_with_an_answer_between_them_do_not_open_it() -> None:
    apart, hand = failed(FAILURES - 1)
    hand.at += WINDOW_SECONDS + 1
    apart.bad()
    between, _ = failed(FAILURES - 1)
    between.good()
    between.bad()

    assert apart.may_try()
    assert between.may_try()


def test_after_a_rest_one_call_tries_and_an_answer_opens_the_way_for_all() -> None:
    breaker, hand = failed(FAILURES)
    hand.at += REST_SECONDS

    assert [breaker.may_try(), breaker.may_try()] == [True, False]
    breaker.good()

    assert [breaker.may_try(), breaker.may_try()] == [True, True]


def test_a_try_that_fails_or_runs_out_of_time_means_another_rest() -> None:
    breaker, hand = failed(FAILURES)
    hand.at += REST_SECONDS
    assert breaker.may_try()
    breaker.unsaid()  # the attempt was cut by its deadline ...

    breaker.bad()  # ... and then counted as a failure

    assert not breaker.may_try()
    hand.at += REST_SECONDS
    assert breaker.may_try()


def test_a_cancelled_try_lets_the_next_one_try() -> None:
    breaker, hand = failed(FAILURES)
    hand.at += REST_SECONDS
    assert breaker.may_try()

    breaker.unsaid()

    assert breaker.may_try()


def test_a_provider_cannot_ask_for_a_rest_of_days() -> None:
    hand = Hand()
    breaker = Breaker(hand)

    breaker.rest(86_400 * 7)
    hand.at += LONGEST_REST

    assert breaker.may_try()
