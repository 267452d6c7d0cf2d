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

    def test_verdict_is_said(self):
        out = self.path("path.csv")
        said = self.succeed("descend", "--surface", "quadratic_ravine", "--optimizer", "sgd", "--out", out,
                            "--set", "learning_rate=0.05", "--steps", 500)
        self.assertRegex(said, r"\Asgd on quadratic_ravine: converged to \([^)]*\); loss [^ ]+ after 500 steps; wrote ")
        said = self.succeed("descend", "--surface", "quadratic_ravine", "--optimizer", "sgd", "--out", out,
                            "--set", "learning_rate=0.1", "--steps", 500)
        self.assertIn("diverged at step", said)
        self.assertIn("η·λmax = 3 > 2", said)

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
        self.fail_with(2, ["--optimizer", "race"], "descend", "--surface", "saddle", "--out", out)
        self.fail_with(2, ["--surface", "race"], "descend", "--out", out)
        self.assert_absent(out)


RACE = {
    "race": {
        "surface": {"type": "rosenbrock"},
        "racers": [
            {"optimizer": {"type": "sgd", "learning_rate": 0.001}},
            {"name": "Heavy/ball..  µ", "optimizer": {"type": "momentum", "learning_rate": 0.0003}, "visible": False},
            {"name": "/", "optimizer": "adam", "start": [0.1, 0.30000000000000004]},
            {"name": "SGD", "optimizer": {"type": "sgd", "learning_rate": 10}},
        ],
        "start": [-1.5, 1],
        "gradient_noise": 0.125,
    },
    "steps": 118,
}
FILES = ["1-sgd.csv", "2-heavy_ball_µ.csv", "3.csv", "4-sgd.csv"]


class Race(Case):
    def descend(self, race, *arguments):
        """Standard output, line by line, and the rows of each path."""
        out = self.path("out")
        said = self.succeed("descend", self.write("race.json", race), "--out", out, *arguments).splitlines()
        self.assertEqual(sorted(path.name for path in out.iterdir()), FILES)
        for file in FILES:
            self.assertEqual(support.header(out / file), "step,x,y,loss,gx,gy")
        return said, [support.rows(out / file) for file in FILES]

    def test_a_path_for_each_racer(self):
        said, paths = self.descend(RACE)
        self.assertEqual([len(path) for path in paths[:3]], [119] * 3)
        self.assertLess(len(paths[3]), 119)
        self.assertEqual([(path[0]["x"], path[0]["y"]) for path in paths],
                         [("-1.5", "1"), ("-1.5", "1"), ("0.1", "0.30000000000000004"), ("-1.5", "1")])
        self.assertEqual([line.split(":")[0] for line in said], ["SGD", "Heavy/ball..  µ", "/", "SGD"])
        self.assertIn("diverged at step", said[3])
        for line, file in zip(said, FILES):
            self.assertTrue(line.endswith(f"wrote {self.path('out') / file}"), line)

    def test_more_and_fewer_steps_are_the_same_path(self):
        shown, longer, shorter = (self.descend(RACE, *steps)[1] for steps in ([], ["--steps", 300], ["--steps", 7]))
        for i in range(3):
            self.assertEqual((len(longer[i]), len(shorter[i])), (301, 8))
            self.assertEqual(longer[i][:119], shown[i])
            self.assertEqual(shown[i][:8], shorter[i])

    def test_alone_and_in_a_race_a_racer_goes_the_same_path(self):
        race = {**RACE, "race": {**RACE["race"], "gradient_noise": 0}}
        self.descend(race)
        alone = self.path("alone.csv")
        self.succeed("descend", "--surface", "rosenbrock", "--optimizer", "sgd", "--set", "learning_rate=0.001",
                     "--start", "-1.5,1", "--steps", 118, "--out", alone)
        self.assertEqual(alone.read_bytes(), (self.path("out") / FILES[0]).read_bytes())

    def test_picture_of_a_race(self):
        self.descend(RACE, "--picture", self.path("race.svg"))
        svg = xml.etree.ElementTree.parse(self.path("race.svg")).getroot()
        words = [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]
        self.assertIn("Rosenbrock", words)
        self.assertIn("SGD", words)
        self.assertNotIn("Heavy/ball..  µ", words, "it is hidden")

    def test_race_of_a_lesson(self):
        said = self.succeed("descend", "ravine_race", "--out", self.path("out"))
        self.assertEqual(len(said.splitlines()), len(list(self.path("out").iterdir())))

    def test_wrong_requests(self):
        out, race = self.path("out"), self.write("race.json", RACE)
        for option in (["--surface", "saddle"], ["--optimizer", "sgd"], ["--set", "learning_rate=1"],
                       ["--start", "1,2"]):
            self.fail_with(2, [option[0], "race"], "descend", race, "--out", out, *option)
        self.fail_with(2, "--steps", "descend", race, "--out", out, "--steps", 100_001)
        self.fail_with(2, "'race' is missing", "descend", self.write("s.json", support.SMALL), "--out", out)
        self.fail_with(2, "is a race", "train", race, "--out", out)
        self.fail_with(2, ["race.json:", "race.sedd", "seed"], "descend",
                       self.write("race.json", {"race": {"sedd": 1}}), "--out", out)
        self.fail_with(2, "none.json", "descend", self.path("none.json"), "--out", out)
        self.assert_absent(out)

    def test_nothing_is_half_written(self):
        out = self.path("out")
        (out / FILES[2]).mkdir(parents=True)
        self.fail_with(2, FILES[2], "descend", self.write("race.json", RACE), "--out", out)
        self.assertEqual([path.name for path in out.iterdir()], [FILES[2]])


if __name__ == "__main__":
    unittest.main()
