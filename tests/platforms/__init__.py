"""Local servers that keep the documented rules of Telegram and VK, for tests, benchmarks and the demo.

Real clients (aiogram, vkbottle) talk to them over loopback. A rule marked [D] is documented, [E] was seen in
the platform's own answers, [K] is knowledge of practice, [O] is ours: stricter than the platform on purpose.
"""
