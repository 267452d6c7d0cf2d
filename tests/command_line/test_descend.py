"""`ravine descend`: the path of an optimizer on a surface, step by step."""

import json
import re
import unittest
import xml.etree.ElementTree

import support
from support import Case


class Descend(Case):
    def descend(self, *arguments):
        out = self.path("path.csv")
        self.succeed("descend", "--out", out, *arguments)
        self.assertEqual(support.header(out), "step,x,y,loss,gx,gy")
        return [{key: float(value) for key, value in row.items()} for row in support.rows(out)]

    def test_gradient_descent_on_a_ravine(self):
        """On f = ½(x² + κy²), each step multiplies x by 1 − η and y by 1 − ηκ."""
        rows = self.descend(
            "--surface", "quadratic_ravine", "--optimizer", "sgd", "--set", "learning_rate=0.05",
            "--set", "condition_number=10", "--start", "-4,1.5", "--steps", 20)
        self.assertEqual([row["step"] for row in rows], list(range(21)))
        for k, row in enumerate(rows):
            self.assertAlmostEqual(row["x"], -4 * 0.95**k, places=9)
            self.assertAlmostEqual(row["y"], 1.5 * 0.5**k, places=9)
            self.assertAlmostEqual(row["loss"], (row["x"] ** 2 + 10 * row["y"] ** 2) / 2, places=9)
            self.assertAlmostEqual(row["gx"], row["x"], places=9)
            self.assertAlmostEqual(row["gy"], 10 * row["y"], places=9)

    def test_every_optimizer_goes_down_every_surface(self):
        surfaces, optimizers = (json.loads(self.succeed("list", kind, "--json")) for kind in ("surfaces", "optimizers"))
        for surface in surfaces:
            for optimizer in optimizers:
                rows = self.descend("--surface", surface["id"], "--optimizer", optimizer["id"],
                                    "--set", "learning_rate=0.0005", "--steps", 50)
                self.assertLess(rows[-1]["loss"], rows[0]["loss"], f"{optimizer['id']} on {surface['id']}")

    def test_a_path_that_diverges_ends_there(self):
        rows = self.descend("--surface", "quadratic_ravine", "--optimizer", "sgd", "--set", "learning_rate=10",
                            "--set", "condition_number=100", "--start", "1,1", "--steps", 1000)
        self.assertLess(len(rows), 1001)

    def test_picture(self):
        """The same picture as pixels and as shapes: contours, the path in its colour, words."""
        arguments = ["--surface", "himmelblau", "--optimizer", "adam", "--set", "learning_rate=0.05", "--steps", 80]
        self.descend(*arguments, "--picture", self.path("path.png"))
        width, height = support.png_size(self.path("path.png"))
        rows = self.descend(*arguments, "--picture", self.path("path.svg"))
        svg = xml.etree.ElementTree.parse(self.path("path.svg")).getroot()
        name = "{http://www.w3.org/2000/svg}"
        self.assertEqual((svg.tag, svg.get("width"), svg.get("height")), (name + "svg", str(width), str(height)))
        words = [text.text for text in svg.iter(name + "text")]
        for word in ("Himmelblau", "Adam", "start", "x", "y", "f", "100"):
            self.assertIn(word, words)
        paths = list(svg.iter(name + "path"))
        self.assertGreater(len(paths), 30, "there are contours")
        drawn = [path for path in paths if path.get("stroke") == "#e69f00"]
        places = [[float(number) for number in place.split()] for place in drawn[0].get("d")[1:].split("L")]
        for row, (x, y) in ((rows[0], places[0]), (rows[-1], places[-1])):  # the window is −5 … 5
            self.assertAlmostEqual(x, 84 + (row["x"] + 5) / 10 * 720, delta=1)
            self.assertAlmostEqual(y, 64 + (5 - row["y"]) / 10 * 720, delta=1)

    def test_pictures_of_every_surface_are_well_formed(self):
        for surface in json.loads(self.succeed("list", "surfaces", "--json")):
            self.descend("--surface", surface["id"], "--optimizer", "sgd", "--set", "learning_rate=10", "--steps", 30,
                         "--picture", self.path("path.svg"))
            text = self.path("path.svg").read_text(encoding="utf-8")
            xml.etree.ElementTree.fromstring(text)
            shapes = re.sub(r'base64,[^"]*"', "", text)
            self.assertEqual(re.findall(r'[" ML]-?(?:nan|inf)', shapes), [], surface["id"])

    def test_wrong_requests(self):
        out = self.path("path.csv")
        known = ["descend", "--surface", "saddle", "--optimizer", "sgd", "--out", out]
        wrong = [(["unknown surface 'sadle'", "saddle"], "--surface", "sadle", "--optimizer", "sgd"),
                 (["unknown optimizer 'adm'", "adam"], "--surface", "saddle", "--optimizer", "adm")]
        for words, *arguments in wrong:
            self.fail_with(2, words, "descend", *arguments, "--out", out)
        self.fail_with(2, ["unknown key 'lr'", "learning_rate"], *known, "--set", "lr=1")
        self.fail_with(2, "learning_rate", *known, "--set", "learning_rate=-1")
        self.fail_with(2, "--set", *known, "--set", "learning_rate")
        self.fail_with(2, "--start", *known, "--start", "1;2")
        self.fail_with(2, "--start", *known, "--start", "nan,2")
        self.fail_with(2, "--steps", *known, "--steps", -1)
        self.fail_with(2, ["--picture", ".png or .svg"], *known, "--picture", self.path("path.jpg"))
        self.assert_absent(out)


if __name__ == "__main__":
    unittest.main()
