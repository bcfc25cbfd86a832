"""How the answers of providers look: [D] as documented, [S] as their source says, else as met in practice."""

import json
from typing import Any, Final, Literal

from tests.platforms.model.asked import Asked, Mode

Shape = Literal["openai", "vllm", "llamacpp", "ollama", "yandex", "gpt2giga"]

MODES: Final[dict[Shape, tuple[Mode, ...]]] = {
    "openai": ("strict", "tools", "json_object", "prompt"),
    "vllm": ("strict", "tools", "json_object", "prompt"),
    "llamacpp": ("strict", "json_object", "prompt"),
    "ollama": ("strict", "json_object", "prompt"),
    "yandex": ("yandex", "json_object", "prompt"),
    "gpt2giga": ("strict", "tools", "json_object", "prompt"),
}
"""What each takes unless the test says otherwise."""


def completion(shape: Shape, asked: Asked, content: str | None, finish: str, refusal: str | None) -> Any:
    """The body of an answer."""
    message: dict[str, Any] = {"role": "assistant", "content": content}
    if asked.mode == "tools" and content is not None and finish == "stop":
        finish = _as_call(shape, asked, message, content)
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": asked.body.get("model"),
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": finish}],
        "usage": _usage(asked, content),
    }
    match shape:
        case "openai":
            message |= {"refusal": refusal, "annotations": []}
        case "vllm":
            message |= {"reasoning_content": "Пользователь хочет {JSON}.", "refusal": refusal}
            message.setdefault("tool_calls", [])
        case "llamacpp":
            body["timings"] = {"predicted_n": 10}
        case "ollama":
            body["system_fingerprint"] = "fp_ollama"
            message |= {"reasoning": "..."} if content is None else {}
        case "yandex":
            message["refusal"] = refusal
        case "gpt2giga":  # [S] usage can be null, refusal is always there
            message["refusal"] = refusal
            body["usage"] = None
    return body


def _as_call(shape: Shape, asked: Asked, message: dict[str, Any], content: str) -> str:
    name = asked.body["tools"][0]["function"]["name"]
    call: dict[str, Any] = {"name": name, "arguments": content}
    message["content"] = "" if shape == "gpt2giga" else None
    message["tool_calls"] = [{"index": 0, "id": "call_1", "type": "function", "function": call}]
    return "tool_calls"


def bare_function_call(asked: Asked, value: Any) -> Any:
    """gpt2giga when finish_reason says something else than function_call: the arguments packed twice [S]."""
    packed = json.dumps(json.dumps(value, ensure_ascii=False))
    name = (asked.body.get("tools") or [{"function": {"name": "?"}}])[0]["function"]["name"]
    message = {"role": "assistant", "content": "", "function_call": {"name": name, "arguments": packed}}
    return {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": None}


def refused(shape: Shape, status: int, said: str) -> Any:
    """The body of an error."""
    match shape:
        case "yandex":  # [D] gRPC codes with HTTP ones
            return {
                "error": {"grpcCode": 3, "httpCode": status, "message": said, "httpStatus": "", "details": []}
            }
        case "gpt2giga":  # [S] FastAPI's
            return {"detail": {"error": {"message": said, "type": "invalid_request_error", "code": None}}}
    return {"error": {"message": said, "type": "invalid_request_error", "param": None, "code": status}}


def _usage(asked: Asked, content: str | None) -> dict[str, int]:
    tokens_in, tokens_out = len(asked.system + asked.user) // 3 + 1, len(content or "") // 3 + 1
    return {
        "prompt_tokens": tokens_in,
        "completion_tokens": tokens_out,
        "total_tokens": tokens_in + tokens_out,
    }
