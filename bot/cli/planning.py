"""Requests of `consultant plan`: the catalogue, the organisation's dates, search for a person's words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from bot.dialogue.windows import window_of
from bot.errors import SettingsError
from bot.organisation import Organisation, OrganisationError, read_organisation
from bot.path.buying import with_money
from bot.path.closeness import Nearness
from bot.path.path import Path
from bot.path.planner import PlanRequest, plan
from bot.person.questions.answering import Known
from bot.person.questions.certain import for_showing
from bot.settings import read_settings
from knowledge.condition_texts import condition_texts
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import Regions
from knowledge.search.search import Search


class Planning:
    """Makes requests for people; the search index is built when somebody has words of their own."""

    def __init__(
        self,
        measures: Sequence[SupportMeasure],
        regions: Regions,
        organisation: Organisation,
        home_region: str | None = None,
    ) -> None:
        self._home_region = home_region or read_settings().region or regions.regions[0]
        self._measures, self._regions, self._organisation = measures, regions, organisation
        self._dated = tuple(
            one.model_copy(update={"window": window_of(one, organisation.own_windows)}) for one in measures
        )

    def path(self, facts: Facts, today: date) -> Path:
        """The path; where there is none, one to money for the thing that is needed, as in the talk."""
        found = plan(self.request(facts, today))
        buying = None if found.steps else with_money(facts)
        return found if buying is None else plan(self.request(buying, today))

    def request(self, facts: Facts, today: date) -> PlanRequest:
        """What is planned for a person on a day: as in the talk, nobody is taken for somebody rare."""
        request = PlanRequest(
            for_showing(Known(facts), today, condition_texts()),
            today,
            self._dated,
            self._regions,
            home_region=self._home_region,
            stale_after_months=self._organisation.stale_after_months,
        )
        return (
            replace(request, closeness=self._nearness.of(facts.goal, facts.region)) if facts.goal else request
        )

    @cached_property
    def _nearness(self) -> Nearness:
        return Nearness(Search.build(self._measures, self._regions))


def organisation_now() -> Organisation:
    """The organisation of this deployment.

    Raises: SettingsError.
    """
    try:
        return read_organisation(read_settings().organisation_file)
    except OrganisationError as error:
        raise SettingsError("ORGANISATION_FILE", str(error)) from None
