"""The messengers in use: known by name from the start, there once their libraries are loaded."""

from collections.abc import Collection, Iterator, Sequence

from bot.channels.channel import PushChannel, Received
from bot.channels.joining import join
from bot.dialogue.messages import ChannelName, Incoming, Notice, Outgoing


class Platforms:
    """`messengers`: channels whose letters are raw updates. Those wait until their channel is there.

    Loading aiogram and vkbottle takes seconds that the site's visitors must not wait for.
    """

    def __init__(self, messengers: Collection[ChannelName] = ()) -> None:
        self._missing: set[ChannelName] = set(messengers)
        self._channels: dict[ChannelName, PushChannel] = {}

    def add(self, channel: PushChannel) -> None:
        """From now on its letters can be read and its texts split."""
        self._channels[channel.name] = channel
        self._missing.discard(channel.name)

    @property
    def missing(self) -> Collection[ChannelName]:
        """Messengers that are not there (yet, or because they have no token): nobody reads their letters."""
        return self._missing

    def get(self, name: ChannelName) -> PushChannel | None:
        """A messenger that is there."""
        return self._channels.get(name)

    def __iter__(self) -> Iterator[PushChannel]:
        return iter(self._channels.values())

    def read(self, received: Received) -> Incoming | Notice:
        """What a stored letter means; channels that record `Incoming` themselves need no reader.

        Raises: ValueError.
        """
        channel = self._channels.get(received.address.channel)
        return channel.read(received) if channel else Incoming.model_validate_json(received.payload)

    def letters(self, name: ChannelName, replies: Sequence[Outgoing]) -> Sequence[Outgoing]:
        """The replies of a turn as the messages that the channel sends, each of them one call."""
        channel = self._channels.get(name)
        if channel is None:
            return replies
        return [part for message in join(replies) for part in channel.split(message)]

    def deep_link(self, name: ChannelName, payload: str) -> str | None:
        """An address that opens a talk there with a start payload; None when that cannot be had now."""
        channel = self._channels.get(name)
        return channel.deep_link(payload) if channel else None
