"""A thing that no measure gives can be bought: then money for it is looked for."""

from knowledge.facts import Facts

THING = "equipment"
MONEY = "money"


def with_money(facts: Facts) -> Facts | None:
    """The facts of who looks for money for a thing; None where no thing is needed, or money anyway."""
    if THING not in facts.needs or MONEY in facts.needs:
        return None
    return facts.model_copy(update={"needs": (*facts.needs, MONEY)})
