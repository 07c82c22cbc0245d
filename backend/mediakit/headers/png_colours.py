"""What the chunks of a PNG state about its colours."""

from collections.abc import Mapping
from struct import unpack

from mediakit.headers.stated import BT709, SRGB, Primaries, Stated, by_code_points

CODES, PROFILE, ORDINARY, POWER, POINTS = b"cICP", b"iCCP", b"sRGB", b"gAMA", b"cHRM"
#: The chunks to be collected; each has the size given here, but for the profile, of which only its being there counts.
SIZES = {CODES: 4, PROFILE: 0, ORDINARY: 0, POWER: 4, POINTS: 32}
UNIT = 100_000
MOST_POWER = 10
# As libpng has it: what differs by less cannot be seen, and most programs write 2.2 when they mean sRGB.
LIKE_POWER, LIKE_POINT = 0.05, 0.01
ORDINARY_POWER = 2.2


def stated(chunks: Mapping[bytes, bytes]) -> Stated | None:
    """The colours that outrank a profile or, where there is none, stand in for it.

    The third edition of PNG gives the order: cICP, iCCP, sRGB, then gAMA and cHRM together. None where a profile
    decides, or nothing is said.
    """
    if len(codes := chunks.get(CODES, b"")) == SIZES[CODES] and (found := _by_codes(codes)):
        return found
    if PROFILE in chunks or ORDINARY in chunks or not (POWER in chunks or POINTS in chunks):
        return None
    power, primaries = _power(chunks.get(POWER, b"")), _primaries(chunks.get(POINTS, b"")) or BT709
    # The colours of every picture have its curve as well, whatever the program thought it was.
    like_srgb = primaries == BT709 and abs(power / ORDINARY_POWER - 1) <= LIKE_POWER
    return Stated(primaries, SRGB if like_srgb or not power else power)


def _by_codes(codes: bytes) -> Stated | None:
    primaries, transfer, matrix, _ = codes
    # There are no matrices in PNG.
    return by_code_points(primaries, transfer) if not matrix else None


def _power(chunk: bytes) -> float:
    """What numbers are to be raised to; zero where that is not stated."""
    number = unpack(">I", chunk)[0] if len(chunk) == SIZES[POWER] else 0
    power = UNIT / number if number else 0.0
    return power if 1 / MOST_POWER <= power <= MOST_POWER else 0.0


def _primaries(chunk: bytes) -> Primaries | None:
    if len(chunk) != SIZES[POINTS]:
        return None
    white, red, green, blue = ((x / UNIT, y / UNIT) for x, y in zip(*[iter(unpack(">8I", chunk))] * 2, strict=True))
    found = (red, green, blue, white)
    pairs = zip(sum(found, ()), sum(BT709, ()), strict=True)
    return BT709 if all(abs(one - other) <= LIKE_POINT for one, other in pairs) else found
