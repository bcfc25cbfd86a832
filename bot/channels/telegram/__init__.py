"""Telegram: private talks by long poll. Imports nothing by itself: aiogram is heavy."""
