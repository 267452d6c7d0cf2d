"""When are two pictures the same? Other versions of fonts, other rasterisers and other widths of the processor's vectors
move an edge by a part of a pixel and change a colour by a few steps. So a pixel is wrong only where no colour between
those of the other picture's pixels around it, one pixel in each direction, is near its own; and a small share of
wrong pixels is allowed. What is left out of a picture counts as what is too much in it: each is looked up in the
other."""

import png

MOST_COLOUR = 40  # of 255, in the worst channel; contour lines differ from their ground by more


def spread(rgb, width, pick):
    """The least or most (`pick`) of each channel over a pixel and its eight neighbours; rows are taken as one ring."""
    step, row = 3, 3 * width
    across = bytes(map(pick, rgb[step:] + rgb[:step], rgb, rgb[-step:] + rgb[:-step]))
    return bytes(map(pick, across[row:] + across[-row:], across, across[:row] + across[:-row]))


def outside(value, least, most):
    return least - value if value < least else value - most if value > most else 0


def distances(picture, other):
    """For each pixel, how far its worst channel is from all that the other picture has around it."""
    least, most = (spread(other.rgb, other.width, pick) for pick in (min, max))
    channels = bytes(map(outside, picture.rgb, least, most))
    return bytes(map(max, channels[0::3], channels[1::3], channels[2::3]))


class Comparison:
    def __init__(self, actual, expected):
        self.actual, self.expected = actual, expected
        self.is_same_size = (actual.width, actual.height) == (expected.width, expected.height)
        self.distances = bytes(map(max, distances(actual, expected), distances(expected, actual))) \
            if self.is_same_size else b""
        self.wrong = sum(distance > MOST_COLOUR for distance in self.distances)

    @property
    def share(self):
        """Of the pixels that are wrong."""
        return self.wrong / len(self.distances) if self.is_same_size else 1.0

    def words(self):
        if not self.is_same_size:
            return (f"it is {self.actual.width} × {self.actual.height} pixels, "
                    f"not {self.expected.width} × {self.expected.height}")
        return (f"{self.wrong} of {len(self.distances)} pixels ({100 * self.share:.2f} %) are wrong, "
                f"the worst by {max(self.distances)} of 255")

    def difference(self):
        """A picture for people: what is expected, dimmed, with wrong pixels in red, the brighter the more wrong."""
        if not self.is_same_size:
            return self.expected
        rgb = bytearray(byte // 4 for byte in self.expected.rgb)
        for i, distance in enumerate(self.distances):
            if distance > MOST_COLOUR:
                rgb[3 * i:3 * i + 3] = bytes((min(255, 100 + distance), 30, 30))
        return png.Picture(self.expected.width, self.expected.height, rgb)
