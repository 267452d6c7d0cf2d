"""What computes: chosen by `--backend` on every subcommand that computes, and listed with the reason where it cannot."""

import json
import unittest

import support
from support import SMALL, Case


class Backends(Case):
    def rows(self):
        return {row["id"]: row for row in json.loads(self.succeed("list", "backends", "--json"))}

    def model(self, *arguments):
        out = self.path("out")
        self.succeed("train", self.write("scenario.json", SMALL), "--out", out, *arguments)
        return out

    def computing(self, model, points):
        """The subcommands that compute, each with what it needs."""
        return [("train", "xor", "--out", self.path("x")), ("rates", "xor", "--out", self.path("x.csv")),
                ("surface", model, "--out", self.path("x.csv")),
                ("predict", model, "--data", points, "--out", self.path("x.csv")),
                ("screenshot", "xor", "--out", self.path("x.png")), ("bench", "--only", "race"),
                ("frames", "xor", "--out", self.path("x.json")), ("xor",)]

    def test_each_row_says_whether_it_is_available(self):
        rows = self.rows()
        self.assertEqual(rows["cpu"]["available"], "yes")
        for row in rows.values():
            self.assertRegex(row["available"], r"\A(yes|no: .+)\Z")
        self.assertIn("available", self.succeed("list", "backends"))

    def test_what_cannot_be_used_is_a_wrong_command_line_that_says_what_could(self):
        model = self.model("--backend", "cpu") / "model.ravine"
        points = self.write("points.csv", "x1,x2\n1,2\n")
        absent = [row for row in self.rows().values() if row["available"] != "yes"]
        before = sorted(self.folder.iterdir())
        for command in self.computing(model, points):
            with self.subTest(command=command[0]):
                self.fail_with(2, ["--backend", "'gpu'", "auto", "cpu"], *command, "--backend", "gpu")
                for row in absent:
                    reason = row["available"].removeprefix("no: ")
                    self.fail_with(2, ["--backend", row["id"], reason, "auto"], *command, "--backend", row["id"])
        self.assertEqual(sorted(self.folder.iterdir()), before)

    def test_the_summary_names_the_back_end_and_how_it_computed(self):
        summary = json.loads((self.model("--threads", 2, "--backend", "cpu") / "summary.json").read_text())
        self.assertEqual((summary["backend"], summary["way"], summary["fell_back"]), ("cpu", "2 threads", None))
        chosen = json.loads((self.model() / "summary.json").read_text())
        self.assertEqual(self.rows()[chosen["backend"]]["available"], "yes")

    def test_predictions_and_surfaces_are_those_of_the_back_end(self):
        model = self.model("--backend", "cpu") / "model.ravine"
        points = self.write("points.csv", "x1,x2\n1,2\n-1,-2\n")
        files = {}
        for backend in ["auto", *(row["id"] for row in self.rows().values() if row["available"] == "yes")]:
            self.succeed("predict", model, "--data", points, "--out", self.path("p.csv"), "--backend", backend)
            self.succeed("surface", model, "--grid", 3, "--out", self.path("s.csv"), "--backend", backend)
            files[backend] = [support.rows(self.path(name)) for name in ("p.csv", "s.csv")]
        for backend, found in files.items():
            for rows, expected in zip(found, files["cpu"]):
                for row, exact in zip(rows, expected, strict=True):
                    for key, value in exact.items():
                        self.assertAlmostEqual(float(row[key]), float(value), delta=1e-3 * (1 + abs(float(value))),
                                               msg=f"{backend} {key}")


if __name__ == "__main__":
    unittest.main()
