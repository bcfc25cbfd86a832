"""The paths that people show to others, found by the code of the page."""

from sqlalchemy import select

from bot.dialogue.restore import restored_path
from bot.dialogue.state import KeptPath
from bot.storage.tables import kept_paths
from knowledge.database import Database


class SharedPaths:
    """Reads them; they are made and closed in the talk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, code: str) -> KeptPath | None:
        """The path of this code; None when there is none (any more)."""
        query = select(kept_paths.c.path).where(kept_paths.c.share == code)
        async with self._database.read() as connection:
            stored = await connection.scalar(query.limit(1))
        return restored_path(stored) if stored is not None else None
