"""A local server of the OpenAI protocol: keeps it as providers do, and lies, breaks and dawdles on demand.

    async with ModelServer(shape="yandex") as server:
        server.brain = lambda asked: {"needs": ["money"]}             # what an honest model would say
        server.behave(invents(), when=lambda asked: "..." in asked.user)   # until `honest()`
        server.behave(too_many(1.0), times=1)                         # the next call only, before the others
        ...
        assert "Иван" not in server.heard                             # everything that was ever sent to it

Without a brain the honest answer is the plainest value of the schema that was asked for.
"""

from tests.platforms.model.asked import Asked
from tests.platforms.model.behaviours import (
    HONEST,
    Behaviour,
    breaks_json,
    dawdles,
    drips,
    echoes_the_system,
    empty,
    fails,
    fences,
    filters,
    garbage,
    invents,
    obeys,
    redirects,
    refuses,
    resets,
    says,
    stops_short,
    too_long,
    too_many,
)
from tests.platforms.model.sentinels import SENTINELS
from tests.platforms.model.server import API_KEY, CERTIFICATES, ModelServer

__all__ = (
    "API_KEY",
    "CERTIFICATES",
    "HONEST",
    "SENTINELS",
    "Asked",
    "Behaviour",
    "ModelServer",
    "breaks_json",
    "dawdles",
    "drips",
    "echoes_the_system",
    "empty",
    "fails",
    "fences",
    "filters",
    "garbage",
    "invents",
    "obeys",
    "redirects",
    "refuses",
    "resets",
    "says",
    "stops_short",
    "too_long",
    "too_many",
)
