"""The transcripts in docs are what the product says today."""

from pathlib import Path

import pytest

from scripts.transcripts import WRITTEN, play, talks


@pytest.mark.end_to_end
@pytest.mark.parametrize("name", talks())
async def test_a_transcript_is_what_the_consultant_says_today(name: str, tmp_path: Path) -> None:
    written = (WRITTEN / f"{name}.md").read_text(encoding="utf-8")

    assert await play(*talks()[name], tmp_path) == written, "run: make transcripts"
