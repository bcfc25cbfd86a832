"""How providers differ from each other: data in `providers.yaml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from knowledge.language.model.manners import Mode

PATH: Final = Path(__file__).with_name("providers.yaml")

ProviderName = Literal["yandex", "gigachat", "generic"]


class Profile(BaseModel):
    """One provider."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: str | None = None
    """Where it is when the settings do not say."""
    modes: Annotated[tuple[Mode, ...], Field(min_length=1)]
    """To be tried in this order."""
    headers: dict[str, str] = {}
    project_from_model: bool = False
    """The model's name is `gpt://<folder>/...`, and the folder goes along as the project."""

    document_mark: str | None = None
    query_mark: str | None = None
    """What stands in the names of its models for the vectors of documents, and what of questions."""
    embeds_one_text: bool = False

    def query_model(self, document_model: str) -> str:
        """The model for questions that goes with a model for documents."""
        if self.document_mark is None or self.query_mark is None:
            return document_model
        return document_model.replace(self.document_mark, self.query_mark)

    def project(self, model: str) -> str | None:
        """The folder in a model's name."""
        scheme, _, rest = model.partition("://")
        return rest.partition("/")[0] or None if self.project_from_model and scheme else None


_PROFILES: Final = TypeAdapter(dict[ProviderName, Profile])


@cache
def profiles() -> Mapping[ProviderName, Profile]:
    """Every provider, read once."""
    return _PROFILES.validate_python(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))
