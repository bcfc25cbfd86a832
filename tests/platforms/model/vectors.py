"""Vectors of texts that are near when they share letters in a row: the same for the same text, for ever."""

from zlib import crc32


def vector(text: str, dimension: int) -> list[float]:
    """A unit vector."""
    numbers = [0.0] * dimension
    worn = f"  {text.lower()}  "
    for at in range(len(worn) - 2):
        numbers[crc32(worn[at : at + 3].encode()) % dimension] += 1.0
    length = sum(number * number for number in numbers) ** 0.5 or 1.0
    return [number / length for number in numbers]
