"""The rules of a path as rows of whole numbers, one family a function; no solver is named here.

All rows read "the sum of coefficient times variable is at most so much".
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from bot.path.problem import Candidate, Place, Problem
from bot.path.variables import Terms, Variables


@dataclass(frozen=True, slots=True)
class Row:
    """sum(coefficient * variable) <= most."""

    terms: Terms
    most: int


class Rows:
    """Builds the rows of a problem."""

    def __init__(self, problem: Problem, variables: Variables) -> None:
        self._problem, self._variables = problem, variables
        self._candidates = tuple(enumerate(problem.candidates))

    def all(self) -> Iterator[Row]:
        """Every rule of the path."""
        yield from self._once()
        yield from self._kept()
        yield from self._seated()
        yield from self._together()
        yield from self._hours()
        yield from self._unlocked()
        yield from self._useful()
        yield from self._not_too_late()
        yield from self._reliable_first()
        yield from self._covered()

    def _once(self) -> Iterator[Row]:
        """A measure stands at one place at most, and the path has so many steps at most."""
        for steps in self._variables.steps:
            yield _row(((one, 1) for one in steps), 1)
        every = (one for steps in self._variables.steps for one in steps)
        yield _row(((one, 1) for one in every), self._problem.most_steps)

    def _kept(self) -> Iterator[Row]:
        """What is done or under way stays."""
        for number, one in self._candidates:
            if one.fixed:
                yield _row(_minus(self._stands(number)), -1)

    def _seated(self) -> Iterator[Row]:
        """Every step that fills a need takes a seat at one of its needs."""
        at: dict[str, list[tuple[int, int]]] = {need: [] for need, _ in self._variables.seats}
        for number, one in self._candidates if at else ():
            sits = self._variables.sits[number]
            if sits:
                yield _row((*self._stands(number), *_minus((seat, 1) for _, seat in sits)), 0)
            for need, seat in sits:
                at[need].append((seat, 1))
            for need in one.covers if not sits else ():
                at[need].extend(self._stands(number))
        for need, seats in self._variables.seats:
            yield _row((*at[need], *((seat, -1) for seat in seats)), 0)

    def _together(self) -> Iterator[Row]:
        """Measures that exclude each other are not combined."""
        numbers = {one.id: number for number, one in self._candidates}
        for one, other in sorted(self._problem.exclusions):
            if one in numbers and other in numbers:
                yield _row((*self._stands(numbers[one]), *self._stands(numbers[other])), 1)

    def _hours(self) -> Iterator[Row]:
        """Every month stays within the person's hours."""
        for month in range(self._problem.months):
            load = [
                (variable, place.minutes)
                for number, one in self._candidates
                for variable, place in zip(self._variables.steps[number], one.places, strict=False)
                if place.start <= month <= place.finish
            ]
            if sum(minutes for _, minutes in load) > self._problem.minutes_a_month:
                yield _row(load, self._problem.minutes_a_month)

    def _unlocked(self) -> Iterator[Row]:
        """What is lacking is given by a step that finishes earlier; only by a contest at a price."""
        for number, one in self._candidates:
            for group in one.wants:
                givers = [(g, other) for g, other in self._candidates if other.unlocks(group) and g != number]
                sure = [(g, other) for g, other in givers if not other.is_contest]
                for moment, begun in self._begun(number, one):
                    yield _row((*begun, *_minus(self._finished(givers, moment))), 0)
                    if len(sure) < len(givers):
                        price = (self._variables.uncertain[number], -1)
                        yield _row((*begun, price, *_minus(self._finished(sure, moment))), 0)

    def _useful(self) -> Iterator[Row]:
        """A step that fills no need unlocks a later one."""
        for number, one in self._candidates:
            if not one.only_unlocks or one.fixed:
                continue
            if not one.places:
                yield _row(self._stands(number), 0)
            users = [(u, other) for u, other in self._candidates if any(map(one.unlocks, other.wants))]
            for variable, place in zip(self._variables.steps[number], one.places, strict=False):
                later = self._later(users, place.finish)
                yield _row(((variable, 1), *_minus(later)), 0)

    def _not_too_late(self) -> Iterator[Row]:
        """What a step brings about may shut another measure: that one must start before."""
        for number, one in self._candidates:
            for s, spoiler in self._candidates:
                if s == number or one.spoilt_by.isdisjoint(spoiler.gives):
                    continue
                if not one.places or not spoiler.places:
                    yield _row((*self._stands(number), *self._stands(s)), 1)
                for start in sorted({place.start for place in one.places}):
                    later = self._later([(number, one)], start - 1)
                    yield _row((*later, *self._finished([(s, spoiler)], start + 1)), 1)

    def _reliable_first(self) -> Iterator[Row]:
        """What is not reliable does not come first when another step of the path fills one of its needs."""
        reliable = [(r, other) for r, other in self._candidates if other.is_reliable]
        for month, led in enumerate(self._variables.led):
            before = ((self._variables.led[month - 1], -1),) if month else ()
            begin = self._standing(reliable, partial(_starts_in, month))
            yield _row(((led, 1), *before, *_minus(begin)), 0)
        for number, one in self._candidates:
            if one.is_reliable or not one.places:
                continue
            leads = self._variables.leads[number]
            for moment, begun in self._begun(number, one):
                yield _row((*begun, (self._variables.led[moment], -1), (leads, -1)), 0)
            for r, other in reliable:
                if not one.covers.isdisjoint(other.covers):
                    yield _row(((leads, 1), *self._stands(r)), 1)

    def _covered(self) -> Iterator[Row]:
        """A need counts as covered only when a step fills it."""
        for need, variable in self._variables.covered:
            steps = (pair for n, one in self._candidates if need in one.covers for pair in self._stands(n))
            yield _row(((variable, 1), *_minus(steps)), 0)

    def _stands(self, number: int) -> Terms:
        return tuple((variable, 1) for variable in self._variables.steps[number])

    def _begun(self, number: int, one: Candidate) -> Iterator[tuple[int, Terms]]:
        """(month, it has begun by then) for each month in which it may begin; a sum of few is a tight row.

        A step without a date begins after everything.
        """
        steps = self._variables.steps[number]
        if not one.places:
            yield self._problem.months, ((steps[0], 1),)
        for start in sorted({place.start for place in one.places}):
            yield (
                start,
                tuple((v, 1) for v, place in zip(steps, one.places, strict=True) if place.start <= start),
            )

    def _finished(self, givers: Iterable[tuple[int, Candidate]], before: int) -> Terms:
        return self._standing(givers, lambda place: place.finish < before)

    def _started(self, others: Iterable[tuple[int, Candidate]], by: int) -> Terms:
        return self._standing(others, lambda place: place.start <= by)

    def _later(self, others: Iterable[tuple[int, Candidate]], after: int) -> Terms:
        """They start after a month, or stand without a date."""
        others = tuple(others)
        undated = tuple((self._variables.steps[n][0], 1) for n, one in others if not one.places)
        return (*self._standing(others, lambda place: place.start > after), *undated)

    def _standing(self, others: Iterable[tuple[int, Candidate]], holds: Callable[[Place], bool]) -> Terms:
        return tuple(
            (variable, 1)
            for number, one in others
            for variable, place in zip(self._variables.steps[number], one.places, strict=False)
            if holds(place)
        )


def _starts_in(month: int, place: Place) -> bool:
    return place.start == month


def _minus(terms: Iterable[tuple[int, int]]) -> Terms:
    return tuple((variable, -coefficient) for variable, coefficient in terms)


def _row(terms: Iterable[tuple[int, int]], most: int) -> Row:
    return Row(tuple(terms), most)
