"""What is done with a trained model: predict, export, surface."""

import json
import math
import unittest

import support
from support import SMALL, Case


class WithModel(Case):
    def model(self, **changes):
        out = self.path("out")
        self.succeed("train", self.write("scenario.json", {**SMALL, **changes}), "--out", out, "--epochs", 30)
        return out / "model.ravine"

    def predictions(self, model, text):
        out = self.path("predictions.csv")
        self.succeed("predict", model, "--data", self.write("points.csv", text), "--out", out)
        return support.header(out), support.rows(out)


class Predict(WithModel):
    def test_two_classes(self):
        header, rows = self.predictions(self.model(), "x1,x2\n2,2\n-2,-2\n0.5,1\n")
        self.assertEqual(header, "x1,x2,p0,p1,class")
        self.assertEqual([(float(row["x1"]), float(row["x2"])) for row in rows], [(2, 2), (-2, -2), (0.5, 1)])
        for row in rows:
            self.assertAlmostEqual(float(row["p0"]) + float(row["p1"]), 1, places=6)
            self.assertEqual(int(row["class"]), int(float(row["p1"]) > float(row["p0"])))
        self.assertNotEqual(rows[0]["class"], rows[1]["class"])

    def test_labels_in_the_file_are_ignored(self):
        model = self.model()
        self.assertEqual(self.predictions(model, "label,x2,x1\n1,3,2\n"), self.predictions(model, "x1,x2\n2,3\n"))

    def test_three_classes(self):
        model = self.model(data={"generator": "blobs", "classes": 3, "points": 90})
        header, rows = self.predictions(model, "x1,x2\n1,1\n")
        self.assertEqual(header, "x1,x2,p0,p1,p2,class")
        self.assertAlmostEqual(sum(float(rows[0][f"p{k}"]) for k in range(3)), 1, places=6)

    def test_a_number(self):
        model = self.model(task="regress", data={"generator": "plane", "points": 60})
        header, rows = self.predictions(model, "x1,x2\n1,1\n")
        self.assertEqual((header, len(rows)), ("x1,x2,y", 1))

    def test_a_curve(self):
        header, rows = self.predictions(self.model(task="curve", data={"points": 60}, features=["x1"]), "x\n1\n2\n")
        self.assertEqual((header, [row["x"] for row in rows]), ("x,y", ["1", "2"]))

    def test_accuracy_is_that_of_training(self):
        """As many points are predicted right as the summary says."""
        points = [[x / 4, y / 4, int(x * y > 0)] for x in range(-9, 10, 2) for y in range(-9, 10, 2)]
        model = self.model(data={"points": points})
        _, rows = self.predictions(model, "x1,x2\n" + "".join(f"{x},{y}\n" for x, y, _ in points))
        right = sum(int(row["class"]) == point[2] for row, point in zip(rows, points))
        summary = json.loads((model.parent / "summary.json").read_text())
        known = sum(summary[f"{split}_accuracy"] * summary[f"{split}_points"] for split in ("train", "validation"))
        self.assertAlmostEqual(right, known, places=6)


class Export(WithModel):
    def test_every_format_of_the_table(self):
        model = self.model()
        formats = json.loads(self.succeed("list", "exporters", "--json"))
        self.assertIn("onnx", [row["id"] for row in formats])
        for row in formats:
            out = self.path("model" + row["extension"])
            self.succeed("export", model, "--format", row["id"], "--out", out)
            self.assertGreater(out.stat().st_size, 100)

    def test_an_unknown_format_names_the_known_ones(self):
        out = self.path("model.onnx")
        self.fail_with(2, ["unknown format 'onx'", "onnx"], "export", self.model(), "--format", "onx", "--out", out)
        self.assert_absent(out)


class Surface(WithModel):
    def test_csv(self):
        model, out = self.model(), self.path("surface.csv")
        for plane in ("random", "pca", "weights:0,3", "curvature"):
            self.succeed("surface", model, "--plane", plane, "--grid", 9, "--out", out)
            self.assertEqual(support.header(out), "a,b,loss")
            cells = [(float(row["a"]), float(row["b"]), float(row["loss"])) for row in support.rows(out)]
            self.assertEqual(len(cells), 81)
            self.assertEqual(len({a for a, _, _ in cells}), 9)
            self.assertTrue(all(math.isfinite(loss) and loss >= 0 for _, _, loss in cells))

    def test_the_middle_of_a_random_plane_is_the_model(self):
        model, out = self.model(), self.path("surface.csv")
        self.succeed("surface", model, "--plane", "random", "--grid", 5, "--out", out)
        loss = [float(row["loss"]) for row in support.rows(out) if float(row["a"]) == float(row["b"]) == 0]
        summary = json.loads((model.parent / "summary.json").read_text())
        self.assertEqual(len(loss), 1)
        self.assertAlmostEqual(loss[0], summary["train_loss"], places=5)

    def test_png(self):
        out = self.path("surface.png")
        self.succeed("surface", self.model(), "--plane", "pca", "--grid", 16, "--out", out)
        self.assertGreater(min(support.png_size(out)), 500)

    def test_wrong_requests(self):
        model, out = self.model(), self.path("surface.csv")
        self.fail_with(2, ["unknown plane 'pcb'", "pca"], "surface", model, "--plane", "pcb", "--out", out)
        self.fail_with(2, "9999", "surface", model, "--plane", "weights:0,9999", "--out", out)
        self.fail_with(2, "pca", "surface", model, "--plane", "pca:1", "--out", out)
        self.fail_with(2, "--grid", "surface", model, "--grid", 1, "--out", out)
        self.fail_with(2, [".csv", ".png"], "surface", model, "--out", self.path("surface.bmp"))
        self.assert_absent(out)


if __name__ == "__main__":
    unittest.main()
