import pytest

from knowledge.language.model.homeland import host_of, is_foreign, is_own


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:11434/v1",
        "http://127.0.0.1:8090/v1",
        "http://[::1]:8000/v1",
        "http://192.168.1.20/v1",
        "http://10.1.2.3:8000/v1",
        "http://100.64.0.7/v1",
        "http://[fd00::5]/v1",
        "http://[::ffff:10.0.0.1]/v1",
        "http://ollama:11434/v1",
        "http://llm.corp/v1",
        "https://ai.api.cloud.yandex.net/v1",
        "https://LLM.api.cloud.YANDEX.net./v1",
        "https://gigachat.devices.sberbank.ru/api/v1",
        "https://foundation-models.api.cloud.ru/v1",
    ],
)
def test_ones_own_machines_and_the_providers_of_the_country_are_not_foreign(url: str) -> None:
    assert not is_foreign(host_of(url))


@pytest.mark.parametrize(
    "url",
    [
        "https://api.openai.com/v1",
        "https://openrouter.ai/api/v1",
        "https://yandex.net.example.com/v1",
        "https://notyandex.net/v1",
        "https://8.8.8.8/v1",
        "https://[2001:4860:4860::8888]/v1",
        "https://[::ffff:8.8.8.8]/v1",
    ],
)
def test_every_other_address_is(url: str) -> None:
    assert is_foreign(host_of(url))


def test_a_provider_of_the_country_is_not_ones_own() -> None:
    assert not is_own(host_of("https://ai.api.cloud.yandex.net/v1"))
    assert is_own("localhost")
