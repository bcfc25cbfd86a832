from contextlib import suppress
from pathlib import Path

from bot.mailbox.flight_recorder import FILE, FlightRecorder


def test_what_was_under_way_is_known_to_the_next_process_once(tmp_path: Path) -> None:
    file = tmp_path / FILE
    dying = FlightRecorder(file)

    with dying.thinking(1):
        pass
    with dying.thinking(7), dying.thinking(8):
        assert sorted(FlightRecorder(file).recovered()) == [7, 8]
        assert FlightRecorder(file).recovered() == []


def test_a_turn_that_fails_is_not_under_way_any_more(tmp_path: Path) -> None:
    recorder = FlightRecorder(tmp_path / FILE)

    with suppress(ValueError), recorder.thinking(1):
        int("one")

    assert FlightRecorder(tmp_path / FILE).recovered() == []


def test_a_file_of_another_size_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"1234567")

    recorder = FlightRecorder(tmp_path / FILE)

    assert recorder.recovered() == []
    recorder.close()


def test_without_a_file_nothing_is_remembered() -> None:
    recorder = FlightRecorder()

    with recorder.thinking(3):
        assert FlightRecorder().recovered() == []
    recorder.close()
