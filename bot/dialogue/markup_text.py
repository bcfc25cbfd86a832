"""Writing our Markdown subset: text from outside is escaped, links cannot break out of their brackets."""

import re
from typing import Final

_SPECIAL: Final = re.compile(r"([\\*_\[\]`])")
_LINE_MARK: Final = re.compile(r"^(\s*)([->+])")
_SPACES: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_UNSAFE_IN_URL: Final = str.maketrans(
    {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", '"': "%22", "\\": "%5C"}
)


def escape(text: str) -> str:
    """The text so that no channel reads markup in it: one line, control and direction marks removed."""
    flat = _SPACES.sub(" ", text)
    return _LINE_MARK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", flat))


def escape_lines(text: str) -> str:
    """A longer text from outside; its lines and paragraphs stay."""
    return "\n".join(escape(line) for line in text.splitlines())


def bold(text: str) -> str:
    """Text from outside, in bold."""
    return f"**{escape(text.strip())}**"


def link(label: str, url: str) -> str:
    """A link; only http(s) addresses become one, anything else stays words."""
    if not url.startswith(("http://", "https://")):
        return escape(label)
    return f"[{escape(label)}]({url.translate(_UNSAFE_IN_URL)})"


def host(url: str) -> str:
    """The address's host as people read it: without www., punycode in Russian letters."""
    name = url.split("/")[2].rpartition("@")[2].removeprefix("www.")
    try:
        return name.encode("ascii").decode("idna")
    except UnicodeError:
        return name
