"""The worked examples of docs/path.md."""

from scripts.path_examples import PAGE, written


def test_the_worked_examples_are_what_the_program_says_today() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert page == written(page), "run python -m scripts.path_examples"
