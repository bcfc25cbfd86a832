"""One measure, one YAML file: how it is read and how it is written.

Reading a shipped file and writing it again gives the same bytes (a test holds all of them to it).
"""

from typing import Any, Final

import yaml

from knowledge.measure import SupportMeasure

SUFFIX: Final = ".yaml"
WIDTH: Final = 110

JsonValue = None | bool | int | float | str | list[Any] | dict[str, Any]


class MeasureLoader(yaml.CSafeLoader):
    """Reads plain data; a date stays the text it is, so that 2026-02-30 gets a proper answer later."""


MeasureLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def read_yaml(text: str | bytes) -> JsonValue:
    """Parse one YAML document.

    Raises: yaml.YAMLError.
    """
    parsed: JsonValue = yaml.load(text, Loader=MeasureLoader)
    return parsed


def parse_measure(text: str | bytes) -> SupportMeasure:
    """Read the measure of one file.

    Raises: yaml.YAMLError, pydantic.ValidationError.
    """
    return SupportMeasure.model_validate(read_yaml(text))


def to_data(measure: SupportMeasure) -> dict[str, Any]:
    """The measure as its file holds it: `variant_of` and a source's `title` only where there is one."""
    data = measure.model_dump(mode="json")
    if data["variant_of"] is None:
        del data["variant_of"]
    data["sources"] = [_source(source) for source in data["sources"]]
    return data


def _source(source: dict[str, Any]) -> dict[str, Any]:
    title = {} if source["title"] is None else {"title": source["title"]}
    return {"url": source["url"], **title, "year": source["year"]}


def dump_measure(measure: SupportMeasure) -> str:
    """The text of the measure's file."""
    text: str = yaml.dump(
        to_data(measure), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, indent=2
    )
    return text
