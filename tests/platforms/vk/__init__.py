"""VK's API for communities, locally."""

from tests.platforms.vk.server import VkServer
from tests.platforms.vk.user import VkUser

__all__ = ("VkServer", "VkUser")
