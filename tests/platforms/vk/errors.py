"""VK's errors: HTTP 200 with a code, the platform's text, and the parameters of the call."""

from collections.abc import Mapping
from typing import Any, Final

from tests.platforms.contracts import vk_error_text
from tests.platforms.front import Upload

_SECRET: Final = ("access_token",)
_CAPTCHA: Final = {"captcha_sid": "1", "captcha_img": "http://127.0.0.1/captcha"}


class VkError(Exception):
    """An answer with `error`; `detail` stands behind the platform's text, as VK writes it."""

    def __init__(self, code: int, detail: str = "") -> None:
        self.code = code
        self.text = f"{vk_error_text(code)}: {detail}" if detail else vk_error_text(code)
        super().__init__(self.text)

    def body(self, method: str, params: Mapping[str, Any]) -> dict[str, Any]:
        """The JSON of the answer."""
        shown = {"method": method, **{name: value for name, value in params.items() if name not in _SECRET}}
        pairs = [{"key": k, "value": str(v)} for k, v in shown.items() if not isinstance(v, Upload)]
        body = {"error_code": self.code, "error_msg": self.text, "request_params": pairs}
        return {"error": body | (_CAPTCHA if self.code == 14 else {})}


def invalid(words: str) -> VkError:
    """Error 100: our bug, never to be retried."""
    return VkError(100, words)
