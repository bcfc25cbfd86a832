import asyncio
from pathlib import Path

from bot.doctor_messengers import examine_messengers, unloadable
from bot.findings import Finding
from bot.organisation import PATH
from bot.settings import Settings
from tests.platforms.faults import page, reset
from tests.platforms.telegram import TelegramServer
from tests.platforms.vk import VkServer

WRONG_TELEGRAM = "123456789:AAanother-token-of-the-right-shape-000"


async def found(**settings: object) -> list[Finding]:
    """What doctor says of the messengers."""
    made = Settings.model_validate({"data_dir": Path("nowhere"), **settings})
    return await asyncio.to_thread(lambda: list(examine_messengers(made)))


async def test_without_tokens_nobody_is_asked() -> None:
    assert [finding.state for finding in await found()] == ["ok", "ok"]


async def test_tokens_that_work_are_told_with_their_owners() -> None:
    async with TelegramServer() as telegram, VkServer() as vk:
        findings = await found(
            telegram_token=telegram.token,
            telegram_api_base=telegram.base_url,
            vk_token=vk.token,
            vk_api_base=vk.base_url,
            vk_group_id=vk.group_id,
        )

        assert [(finding.state, finding.about) for finding in findings] == [("ok", "telegram"), ("ok", "vk")]
        assert "@local_consultant_bot" in findings[0].says
        assert str(vk.group_id) in findings[1].says


async def test_wrong_tokens_are_one_line_each_that_says_what_to_do_and_never_the_token() -> None:
    async with TelegramServer() as telegram, VkServer() as vk:
        findings = await found(
            telegram_token=WRONG_TELEGRAM,
            telegram_api_base=telegram.base_url,
            vk_token="vk1.a.another",
            vk_api_base=vk.base_url,
        )

        assert [finding.state for finding in findings] == ["wrong", "wrong"]
        assert "@BotFather" in findings[0].advice
        assert "key in the community" in findings[1].advice
        assert not any(WRONG_TELEGRAM[10:] in str(one) or "vk1.a.another" in str(one) for one in findings)


async def test_a_key_without_the_rights_that_we_need_is_noticed() -> None:
    async with VkServer() as vk:
        vk.rights = vk.rights - {"messages", "docs"}
        _, finding = await found(vk_token=vk.token, vk_api_base=vk.base_url)

        assert finding.state == "wrong"
        assert finding.says == "VK_TOKEN has no right to: messages, docs"
        assert "messages, photos and documents" in finding.advice


async def test_the_token_of_another_community_is_noticed() -> None:
    async with VkServer() as vk:
        _, finding = await found(vk_token=vk.token, vk_api_base=vk.base_url, vk_group_id=5)

        assert finding.state == "wrong"
        assert f"VK_GROUP_ID={vk.group_id}" in finding.advice


async def test_a_platform_that_does_not_answer_is_told_with_the_settings_to_check() -> None:
    async with TelegramServer() as telegram, VkServer() as vk:
        telegram.faults.add(reset(), times=None)
        vk.faults.add(page(502), times=None)
        findings = await found(
            telegram_token=telegram.token,
            telegram_api_base=telegram.base_url,
            vk_token=vk.token,
            vk_api_base=vk.base_url,
        )

        assert [finding.state for finding in findings] == ["wrong", "wrong"]
        assert "TELEGRAM_PROXY" in findings[0].advice
        assert "VK_API_BASE" in findings[1].advice


async def test_a_messenger_that_the_organisation_does_not_use_is_noted(tmp_path: Path) -> None:
    telegram, _ = await found(telegram_token=WRONG_TELEGRAM, organisation_file=_site_only(tmp_path))

    assert telegram.state == "note"
    assert "channels" in telegram.advice


def _site_only(folder: Path) -> Path:
    shipped = PATH.read_text(encoding="utf-8").splitlines()
    file = folder / "organisation.yaml"
    used = "channels: [web]"
    lines = [used if line.startswith("channels:") else line for line in shipped]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_a_library_that_cannot_be_loaded_is_a_line_of_its_own() -> None:
    def broken() -> None:
        raise ImportError("no module named x")

    (finding,) = unloadable("vk", broken)

    assert (finding.state, finding.about) == ("wrong", "vk")
    assert "make setup" in finding.advice
    assert list(unloadable("vk", lambda: None)) == []
