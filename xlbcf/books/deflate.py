"""Compression of a changed part, in blocks that run side by side when there is much of it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import pairwise

_BLOCK = 2 << 20
_WINDOW = 32 << 10
#: zlib's default compresses best for its time on small parts; on large ones level 4 halves the
#: time for a few per cent of size.
_LEVEL, _LEVEL_LARGE = 6, 4


def deflate(pieces: Sequence[bytes | memoryview]) -> tuple[bytes, int, int]:
    """Compress a part.

    Args:
        pieces: the part's content, in order.

    Returns:
        The raw deflate stream, the CRC-32 and the length of the content.
    """
    size = sum(map(len, pieces))
    crc = 0
    for piece in pieces:
        crc = zlib.crc32(piece, crc)
    if size <= 2 * _BLOCK:
        compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        packed = [compressor.compress(piece) for piece in pieces]
        return b"".join([*packed, compressor.flush()]), crc, size
    return _deflate_blocks(memoryview(b"".join(pieces)), size), crc, size


def _deflate_blocks(content: memoryview, size: int) -> bytes:
    """Compress block by block; each block may refer to the window before it, as in one stream."""
    from concurrent.futures import ThreadPoolExecutor

    bounds = list(pairwise([*range(0, size, _BLOCK), size]))

    def block(bound: tuple[int, int]) -> bytes:
        start, end = bound
        window = content[max(0, start - _WINDOW) : start]
        compressor = zlib.compressobj(
            _LEVEL_LARGE, zlib.DEFLATED, -15, 8, zlib.Z_DEFAULT_STRATEGY, window
        )
        packed = compressor.compress(content[start:end])
        return packed + compressor.flush(zlib.Z_FINISH if end == size else zlib.Z_SYNC_FLUSH)

    with ThreadPoolExecutor() as pool:
        return b"".join(pool.map(block, bounds))
