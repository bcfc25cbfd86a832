"""One request to the model, as the server reads it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Mode = Literal["strict", "yandex", "tools", "json_object", "prompt"]
_DECODER: Final = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Asked:
    """One call. `text` is the whole body as it came; `headers` have names in lower case."""

    path: str
    text: str
    body: Mapping[str, Any]
    headers: Mapping[str, str]
    at: float

    @property
    def system(self) -> str:
        """The words of the system."""
        return self._said_by("system")

    @property
    def user(self) -> str:
        """The words of the user's part: data and, after a bad answer, what was wrong with it."""
        return self._said_by("user")

    @property
    def mode(self) -> Mode:
        """In which way a schema is asked for."""
        if self.body.get("tools"):
            return "tools"
        asked = self.body.get("response_format") or {}
        if asked.get("type") == "json_schema":
            return "strict" if "schema" in asked.get("json_schema", {}) else "yandex"
        return "json_object" if asked.get("type") == "json_object" else "prompt"

    @property
    def schema(self) -> Mapping[str, Any]:
        """The schema, wherever it stands; empty when there is none."""
        found: Mapping[str, Any]
        match self.mode:
            case "strict":
                found = self.body["response_format"]["json_schema"]["schema"]
            case "yandex":
                found = self.body["response_format"]["json_schema"]
            case "tools":
                found = self.body["tools"][0]["function"]["parameters"]
            case _:
                found = _schema_in(self.system)
        return found

    def _said_by(self, role: str) -> str:
        messages = self.body.get("messages") or []
        return "\n".join(str(one.get("content")) for one in messages if one.get("role") == role)


def _schema_in(text: str) -> Mapping[str, Any]:
    start = text.find('{"')
    while start >= 0:
        try:
            found = _DECODER.raw_decode(text, start)[0]
        except ValueError:
            start = text.find('{"', start + 1)
        else:
            return found if isinstance(found, dict) else {}
    return {}
