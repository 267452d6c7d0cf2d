"""The Landscape's pictures are those of the references, within a tolerance that what may differ keeps (other
rasterisers, other widths of vectors) and that no fault keeps: pictures with one thing wrong are refused by the same
comparison. What a failing test saw lies in <build>/pictures: the picture, the reference and what is wrong between
them."""

import functools
import os
import unittest
from pathlib import Path

import png
from comparison import Comparison
from scenes import FAULTS, REFERENCES, SCENES

KEPT = Path(os.environ.get("RAVINE_BUILD", ".")) / "pictures"


@functools.cache
def reference(name):
    return png.decode((REFERENCES / f"{name}.png").read_bytes())


@functools.cache
def rendered(name):
    return SCENES[name].render()


def median(rgb, step):
    """Of each byte and the three on both sides of it, `step` apart: leaves edges and takes away lines."""
    shifted = [rgb[k * step:] + rgb[:k * step] for k in range(-3, 4)]
    return bytes(sorted(around)[3] for around in zip(*shifted))


class Pictures(unittest.TestCase):
    def check(self, name, picture, what="the picture"):
        comparison = Comparison(picture, reference(name))
        if comparison.share <= SCENES[name].most_wrong:
            return
        KEPT.mkdir(exist_ok=True)
        kept = {"actual": picture, "expected": comparison.expected, "difference": comparison.difference()}
        for kind, each in kept.items():
            (KEPT / f"{name}-{kind}.png").write_bytes(png.encode(each))
        self.fail(f"{name}: {what} is not the reference: {comparison.words()}, more than "
                  f"{100 * SCENES[name].most_wrong:g} %; see {KEPT}/{name}-difference.png. Is the change meant? "
                  "tests/pictures/make_references.py makes references anew.")

    def refuse(self, name, picture, what):
        comparison = Comparison(picture, reference(name))
        self.assertGreater(comparison.share, SCENES[name].most_wrong,
                           f"{name}: nobody would see that {what}: {comparison.words()}")

    def test_references(self):
        for name in SCENES:
            with self.subTest(name):
                self.check(name, rendered(name))

    def test_other_rasterisers(self):
        """Mesa's plain one, which computes every pixel by itself, and the usual one with narrow vectors."""
        for words, environment in (("softpipe", {"GALLIUM_DRIVER": "softpipe"}),
                                   ("vectors of 128 bits", {"LP_NATIVE_VECTOR_WIDTH": "128"})):
            for name in ("top_view", "relief"):
                with self.subTest(name, rasteriser=words):
                    self.check(name, SCENES[name].render(environment), f"the picture with {words}")

    def test_faults(self):
        for name, what, change in FAULTS:
            with self.subTest(name, fault=what):
                self.refuse(name, SCENES[name].changed(change).render(), what)

    def test_faults_of_pixels(self):
        """What no setting of the program does: a mirrored picture, one moved, one with another colour map."""
        for name in ("top_view", "relief", "basins", "rate_map", "loss", "painted", "file"):
            picture = rendered(name)
            rows = picture.rows()
            moved = [row[-9:] + row[:-9] for row in rows]
            exchanged = bytearray(picture.rgb)
            exchanged[0::3], exchanged[2::3] = picture.rgb[2::3], picture.rgb[0::3]
            for what, rgb in (("up and down are exchanged", b"".join(reversed(rows))),
                              ("all is moved by three pixels", b"".join(moved)),
                              ("red and blue are exchanged", exchanged)):
                with self.subTest(name, fault=what):
                    self.refuse(name, png.Picture(picture.width, picture.height, rgb), what)

    def test_contours_that_are_gone(self):
        picture = rendered("contours")
        without = median(median(picture.rgb, 3), 3 * picture.width)
        self.refuse("contours", png.Picture(picture.width, picture.height, without), "there are no contours")


if __name__ == "__main__":
    unittest.main()
