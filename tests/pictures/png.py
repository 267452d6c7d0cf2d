"""PNG files of eight bits a channel, with no library: those that the program writes, and references made small."""

import itertools
import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Picture:
    """Rows from the top, each red, green and blue of its pixels, one after another."""

    def __init__(self, width, height, rgb):
        assert len(rgb) == 3 * width * height
        self.width, self.height, self.rgb = width, height, bytes(rgb)

    def rows(self):
        length = 3 * self.width
        return [self.rgb[i:i + length] for i in range(0, len(self.rgb), length)]

    def cropped(self, rectangle):
        """The part from left, top to right, bottom, in whole pixels."""
        left, top, right, bottom = map(round, rectangle)
        return Picture(right - left, bottom - top,
                       b"".join(row[3 * left:3 * right] for row in self.rows()[top:bottom]))

    def mapped(self, table):
        """Each channel's number through a table of 256."""
        return Picture(self.width, self.height, self.rgb.translate(table))


def sub(row):
    return row[:3] + bytes((b - a) & 255 for a, b in zip(row, row[3:]))


def up(row, above):
    return bytes((b - a) & 255 for a, b in zip(above, row))


def undo_sub(row):
    out = bytearray(len(row))
    for channel in range(3):
        out[channel::3] = bytes(itertools.accumulate(row[channel::3], lambda a, b: (a + b) & 255))
    return bytes(out)


def undo_up(row, above):
    return bytes((a + b) & 255 for a, b in zip(above, row))


UNDO = {0: lambda row, above: row, 1: lambda row, above: undo_sub(row), 2: undo_up}


def decode(data):
    assert data[:8] == SIGNATURE, "no PNG file"
    at, content, width, height = 8, b"", 0, 0
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        chunk = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, *layout = struct.unpack(">IIBBBBB", chunk)
            assert layout == [8, 2, 0, 0, 0], f"no PNG file of ours: {layout}"
        elif kind == b"IDAT":
            content += chunk
        at += length + 12
    lines, length = zlib.decompress(content), 3 * width
    rows, above = [], bytes(length)
    for y in range(height):
        begin = y * (length + 1)
        above = UNDO[lines[begin]](lines[begin + 1:begin + 1 + length], above)
        rows.append(above)
    return Picture(width, height, b"".join(rows))


def smallest_filter(row, above):
    """By the usual rule of thumb: the filter whose bytes, signed, are smallest in sum."""
    candidates = (b"\0" + row, b"\1" + sub(row), b"\2" + up(row, above))
    return min(candidates, key=lambda line: sum(min(byte, 256 - byte) for byte in line[1:]))


def chunk_of(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def encode(picture):
    rows = picture.rows()
    lines = b"".join(smallest_filter(row, above)
                     for row, above in zip(rows, [bytes(3 * picture.width)] + rows))
    head = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 2, 0, 0, 0)
    return (SIGNATURE + chunk_of(b"IHDR", head) + chunk_of(b"IDAT", zlib.compress(lines, 9)) + chunk_of(b"IEND", b""))
