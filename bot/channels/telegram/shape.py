"""What one message of Telegram holds."""

from typing import Final

from bot.channels.shape import Shape

SHAPE: Final = Shape(text=4096, caption=1024, columns=8, rows=100, buttons=100, label=64)
"""Texts in UTF-16 units without markup. Text and caption are documented, the rest is what apps show."""
