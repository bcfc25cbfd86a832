"""The tree of errors that the consultant raises itself.

BotError
├── SettingsError      a setting or the organisation's file is wrong: one line, exit code 2
├── AlreadyRunning     another process holds DATA_DIR: one line, exit code 3
├── AlreadyAnswered    a turn was to be stored for a message that is answered
└── StaleTurn          what the turn was thought out from has changed meanwhile
"""

from pathlib import Path


class BotError(Exception):
    """Anything that the consultant knows to go wrong."""


class SettingsError(BotError):
    """A wrong setting. Names the variable and what it should be, never the value (it may be a secret)."""

    def __init__(self, variable: str, problem: str) -> None:
        super().__init__(f"{variable}: {problem}")
        self.variable, self.problem = variable, problem


class AlreadyRunning(BotError):
    """Another consultant works in this folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"DATA_DIR {folder}: another consultant is running here; stop it first")
        self.folder = folder


class AlreadyAnswered(BotError):
    """The inbox row is not waiting any more: the turn must not be stored again."""


class StaleTurn(BotError):
    """An order of the turn cannot be carried out any more (a code was used by somebody else, say).

    Nothing of the turn is stored; it is thought out anew from what is true now.
    """
