"""Telegram's Bot API, locally."""

from tests.platforms.telegram.server import TelegramServer
from tests.platforms.telegram.user import TelegramUser

__all__ = ("TelegramServer", "TelegramUser")
