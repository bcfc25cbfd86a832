"""How staff reach somebody who may be in danger."""

from bot.dialogue.messages import Address
from bot.staff.roles import may_be_staff


def chat_link(address: Address, vk_group: int | None) -> str | None:
    """The address that opens a talk with this account; None where we cannot write first (the site)."""
    if not may_be_staff(address):
        return None
    if address.channel == "telegram":
        return f"tg://user?id={address.account}"
    if vk_group is None:
        return f"https://vk.com/id{address.account}"
    return f"https://vk.com/gim{vk_group}?sel={address.account}"
