"""What an answer has done in the transaction of its turn (`bot.storage.answer_clerks` carries it out)."""

from bot.dialogue.state import Order


class AskStaff(Order):
    """A question that nothing answers, for the staff inbox.

    `words`: the words of the question that our own records use, in dictionary form; nothing of who asked.
    """

    words: str


class RateAnswer(Order):
    """«Полезно» or «Не то». `subject`: what the answer was, `version`: of its text; never who says it."""

    subject: str
    version: str
    useful: bool
