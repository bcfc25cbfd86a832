"""Regions, macro-regions and municipalities (regions.yaml): what they are called and which holds which."""

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Final, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from knowledge.measure import EVERYWHERE
from knowledge.places.finder import PlaceFinder
from knowledge.places.place import Place, PlaceMatch

__all__ = ["Place", "PlaceMatch", "Region", "Regions", "regions"]

PATH: Final = Path(__file__).with_name("regions.yaml")
DEFAULT_TIMEZONE: Final = "Europe/Moscow"

Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    synonyms: tuple[Name, ...] = ()


class Municipality(_Entry):
    """A town with a government of its own or a district, and the spoken names of it and of its centre."""

    type: str
    kind: Literal["city", "district", "okrug"]


class Town(_Entry):
    """A town of a region whose municipalities are not listed."""


class Group(_Entry):
    """An administrative district: several municipalities of one region."""

    municipalities: tuple[Name, ...]


class Region(_Entry):
    """A region (регион) or a macro-region (макрорегион), which holds the regions that it `includes`."""

    type: str
    timezone: str | None = None
    iso: str | None
    oktmo: str | None
    centre: str | None
    groups: tuple[Group, ...] = ()
    includes: tuple[Name, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    towns: tuple[Town, ...] = ()
    verified: str
    note: str | None
    sources: tuple[Mapping[str, str | int | None], ...] = Field(default=())


class Regions:
    """The gazetteer."""

    def __init__(self, entries: tuple[Region, ...]) -> None:
        self.entries: Mapping[str, Region] = {entry.name: entry for entry in entries}
        self.names = frozenset(self.entries)

    @classmethod
    def load(cls, path: Path = PATH) -> Self:
        """Read a gazetteer.

        Raises: yaml.YAMLError, pydantic.ValidationError.
        """
        loaded = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        return cls(TypeAdapter(tuple[Region, ...]).validate_python(loaded))

    @cached_property
    def macro_regions(self) -> Mapping[str, frozenset[str]]:
        """Macro-region -> its regions."""
        return {entry.name: frozenset(entry.includes) for entry in self.entries.values() if entry.includes}

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Names of the regions without the macro-regions, in the order of the file."""
        return tuple(name for name in self.entries if name not in self.macro_regions)

    def covers(self, named: str, region: str) -> bool:
        """Does what a measure names ('*', a region, a macro-region) hold the region?"""
        return named in (EVERYWHERE, region) or region in self.macro_regions.get(named, ())

    def timezone(self, region: str | None) -> str:
        """The IANA name of a region's time zone; Moscow's for a region that is not known."""
        entry = self.entries.get(region or "")
        return (entry and entry.timezone) or DEFAULT_TIMEZONE

    def municipalities(self, region: str) -> tuple[str, ...]:
        """The municipalities of a region; none for a region that is listed by name only."""
        entry = self.entries.get(region)
        return tuple(municipality.name for municipality in entry.municipalities) if entry else ()

    @cached_property
    def homes_of(self) -> Mapping[str, tuple[str, ...]]:
        """Municipality -> the regions that have one of this name."""
        homes: dict[str, tuple[str, ...]] = {}
        for region in self.regions:
            for name in dict.fromkeys(self.municipalities(region)):
                homes[name] = (*homes.get(name, ()), region)
        return homes

    def find(self, text: str, home: str | None = None) -> PlaceMatch | None:
        """Where the writer of a message lives; `home` is the region that ambiguous names belong to."""
        return self._finder.find(text, home)

    def find_all(self, text: str, home: str | None = None) -> list[PlaceMatch]:
        """Every place named in a message, in order, with what it is to the writer."""
        return self._finder.find_all(text, home)

    @cached_property
    def _finder(self) -> PlaceFinder:
        return PlaceFinder(self.entries[name] for name in self.regions)


@cache
def regions() -> Regions:
    """The shipped gazetteer, read once."""
    return Regions.load()
