from zoneinfo import ZoneInfo

import pytest

from knowledge.regions import Regions, regions

KURGAN = "Курганская область"
FAR_EAST = "Дальний Восток"


@pytest.fixture(scope="module")
def gazetteer() -> Regions:
    return regions()


def test_a_star_covers_every_region_even_one_that_is_not_listed(gazetteer: Regions) -> None:
    assert gazetteer.covers("*", KURGAN)
    assert gazetteer.covers("*", "Атлантида")


def test_a_macro_region_unfolds_into_its_regions(gazetteer: Regions) -> None:
    assert gazetteer.covers(FAR_EAST, "Камчатский край")
    assert gazetteer.covers("Уральский федеральный округ", KURGAN)
    assert not gazetteer.covers(FAR_EAST, KURGAN)


def test_a_region_covers_itself_only(gazetteer: Regions) -> None:
    assert gazetteer.covers(KURGAN, KURGAN)
    assert not gazetteer.covers(KURGAN, "Свердловская область")


def test_every_region_of_the_country_can_be_named(gazetteer: Regions) -> None:
    assert len(gazetteer.regions) == 89
    assert set(gazetteer.regions) | set(gazetteer.macro_regions) == gazetteer.names


def test_macro_regions_hold_regions_of_the_gazetteer(gazetteer: Regions) -> None:
    assert all(held <= set(gazetteer.regions) for held in gazetteer.macro_regions.values())


def test_every_region_has_a_time_zone_that_exists(gazetteer: Regions) -> None:
    zones = {name: gazetteer.entries[name].timezone for name in gazetteer.regions}

    assert all(zone is not None and ZoneInfo(zone) for zone in zones.values()), zones


def test_an_unknown_region_has_the_capital_s_time(gazetteer: Regions) -> None:
    assert gazetteer.timezone(None) == gazetteer.timezone("Атлантида") == "Europe/Moscow"
    assert gazetteer.timezone("Камчатский край") == "Asia/Kamchatka"


def test_municipalities_are_listed_where_the_gazetteer_has_them(gazetteer: Regions) -> None:
    assert "Шадринск" in gazetteer.municipalities(KURGAN)
    assert gazetteer.municipalities("Тюменская область") == ()
    assert gazetteer.municipalities("Атлантида") == ()


def test_names_of_municipalities_are_unique_within_a_region(gazetteer: Regions) -> None:
    for region in gazetteer.regions:
        names = gazetteer.municipalities(region)
        assert len(set(names)) == len(names), region


def test_groups_hold_municipalities_of_their_region(gazetteer: Regions) -> None:
    for region in gazetteer.entries.values():
        held = {name for group in region.groups for name in group.municipalities}
        assert held <= set(gazetteer.municipalities(region.name)), region.name


def test_a_region_lists_municipalities_or_towns_but_not_both(gazetteer: Regions) -> None:
    both = [region.name for region in gazetteer.entries.values() if region.municipalities and region.towns]

    assert both == []
