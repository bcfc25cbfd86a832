"""VK: community messages by long poll. Imports nothing by itself: vkbottle is heavy."""
