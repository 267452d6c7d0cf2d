"""`ravine train`: the files it promises, the same bits for any number of threads, and what happens on divergence."""

import json
import math
import unittest

import support
from support import SMALL, SOURCE, Case

COLUMNS = "epoch,step,seconds,train_loss,validation_loss,train_accuracy,validation_accuracy,learning_rate"
FILES = ["boundary.png", "curves.png", "history.csv", "model.ravine", "summary.json"]


class Train(Case):
    def train(self, scenario, *arguments):
        out = self.path("out")
        self.succeed("train", self.write("scenario.json", scenario), "--out", out, *arguments)
        return out

    def summary(self, out):
        return json.loads((out / "summary.json").read_text())

    def test_writes_the_five_files_and_nothing_else(self):
        out = self.train(SMALL)
        self.assertEqual(sorted(path.name for path in out.iterdir()), FILES)
        for picture in ("boundary.png", "curves.png"):
            self.assertGreater(min(support.png_size(out / picture)), 500)

    def test_history_has_the_promised_columns_and_a_row_an_epoch(self):
        out = self.train(SMALL)
        self.assertEqual(support.header(out / "history.csv"), COLUMNS)
        rows = support.rows(out / "history.csv")
        self.assertEqual([int(row["epoch"]) for row in rows], list(range(21)))
        self.assertEqual([int(row["step"]) for row in rows], [2 * epoch for epoch in range(21)])  # 42 points by 32
        self.assertLess(float(rows[-1]["train_loss"]), float(rows[0]["train_loss"]))
        seconds = [float(row["seconds"]) for row in rows]
        self.assertEqual(seconds, sorted(seconds))

    def test_cells_without_a_value_are_empty(self):
        scenario = {**SMALL, "task": "regress", "data": {"generator": "plane", "points": 30, "validation": 0}}
        rows = support.rows(self.train(scenario, "--epochs", 2) / "history.csv")
        self.assertEqual(len(rows), 3)
        for row in rows:
            self.assertEqual((row["validation_loss"], row["train_accuracy"], row["validation_accuracy"]), ("", "", ""))
            self.assertGreater(float(row["train_loss"]), 0)

    def test_summary_agrees_with_the_history(self):
        out = self.train(SMALL, "--threads", 2)
        summary, last = self.summary(out), support.rows(out / "history.csv")[-1]
        for key in ("train_loss", "validation_loss", "train_accuracy", "validation_accuracy"):
            self.assertEqual(summary[key], float(last[key]))
        self.assertEqual(summary["parameters"], 3 * 2 + 3 + 3 + 1)
        self.assertEqual((summary["threads"], summary["backend"], summary["epochs"]), (2, "cpu", 20))
        self.assertEqual((summary["train_points"], summary["validation_points"]), (42, 18))
        self.assertAlmostEqual(summary["samples_per_second"] * summary["train_seconds"], 20 * 42, places=3)
        self.assertFalse(summary["diverged"])

    def test_an_ensemble_is_one_model_with_the_metrics_of_its_mean(self):
        scenario = {**SMALL, "ensemble": {"members": 3, "bootstrap": True}}
        out = self.train(scenario, "--threads", 1)
        summary, model = self.summary(out), (out / "model.ravine").read_bytes()
        self.assertEqual(len(summary["members"]), 3)
        self.assertEqual(len(json.loads(model)["other_members"]), 2)
        self.assertEqual(summary["validation_loss"], float(support.rows(out / "history.csv")[-1]["validation_loss"]))
        losses = [member["validation_loss"] for member in summary["members"]]
        self.assertEqual(len(set(losses)), 3)
        self.assertLessEqual(summary["validation_loss"], sum(losses) / 3)  # Jensen's inequality
        self.assertEqual((self.train(scenario, "--threads", 3) / "model.ravine").read_bytes(), model)
        points = self.write("points.csv", "x1,x2\n1,2\n-1,-2\n")
        self.succeed("predict", out / "model.ravine", "--data", points, "--out", self.path("predictions.csv"))
        row = support.rows(self.path("predictions.csv"))[0]
        self.assertAlmostEqual(float(row["p0"]) + float(row["p1"]), 1)
        self.succeed("export", out / "model.ravine", "--format", "onnx", "--out", self.path("a.onnx"))
        self.succeed("export", out / "model.ravine", "--format", "json", "--out", self.path("a.json"))
        self.assertEqual(len(json.loads(self.path("a.json").read_text(encoding="utf-8"))["members"]), 3)

    def test_the_lectures_perceptron_says_the_sigmoid_of_minus_six(self):
        self.succeed("train", "perceptron", "--epochs", 0, "--out", self.path("out"))
        points = self.write("points.csv", "x1,x2\n-1,2\n")
        self.succeed("predict", self.path("out") / "model.ravine", "--data", points, "--out", self.path("p.csv"))
        self.assertAlmostEqual(float(support.rows(self.path("p.csv"))[0]["p1"]), 1 / (1 + math.exp(6)), places=12)

    def test_epochs_are_those_of_the_command_line(self):
        self.assertEqual(self.summary(self.train(SMALL, "--epochs", 3))["epochs"], 3)

    def test_no_epochs_write_the_network_as_initialised(self):
        out = self.train(SMALL, "--epochs", 0)
        self.assertEqual(len(support.rows(out / "history.csv")), 1)
        summary = self.summary(out)
        self.assertEqual((summary["epochs"], summary["steps"], summary["train_seconds"]), (0, 0, 0))

    def test_without_a_stop_rule_it_ends_all_the_same(self):
        scenario = {key: value for key, value in SMALL.items() if key != "stop"}
        self.assertEqual(self.summary(self.train(scenario, "--set", "data.points=10"))["epochs"], 1000)

    def test_set_changes_one_key(self):
        out = self.train(SMALL, "--set", "network.layers.0.units=5", "--set", "seed=9", "--epochs", 1)
        self.assertEqual((self.summary(out)["parameters"], self.summary(out)["seed"]), (5 * 2 + 5 + 5 + 1, 9))

    def test_same_seed_same_bytes_for_any_number_of_threads(self):
        data = {"generator": "spiral", "points": 700}
        scenario = self.write("scenario.json", {**SMALL, "data": data, "batch_size": 200})
        models = []
        for threads in (1, 3, 3):
            out = self.path(f"out{len(models)}")
            self.succeed("train", scenario, "--out", out, "--threads", threads)
            models.append((out / "model.ravine").read_bytes())
        self.assertEqual(models[0], models[1])
        self.assertEqual(models[1], models[2])
        self.succeed("train", scenario, "--out", self.path("other"), "--set", "seed=8")
        self.assertNotEqual(models[0], (self.path("other") / "model.ravine").read_bytes())

    def test_irises_are_told_apart(self):
        out = self.path("out")
        self.succeed("train", SOURCE / "assets/scenarios/iris.json", "--out", out)
        summary = self.summary(out)
        self.assertGreaterEqual(summary["validation_accuracy"], 0.95)
        self.assertEqual(summary["train_points"] + summary["validation_points"], 150)

    def test_a_shipped_scenario_goes_by_its_name(self):
        self.succeed("train", "xor", "--epochs", 1, "--out", self.path("out"), cwd=self.folder)

    def test_divergence_is_said_and_the_epoch_of_the_lowest_loss_is_kept(self):
        scenario = {
            **SMALL,
            "task": "regress",
            "data": {"generator": "plane", "points": 60},
            "network": {"layers": [{"type": "dense", "units": 8, "activation": "linear"}]},
            "optimizer": {"type": "sgd", "learning_rate": 10},
        }
        out = self.path("out")
        self.fail_with(1, ["diverged at step", "model.ravine"], "train", self.write("s.json", scenario), "--out", out)
        self.assertEqual(sorted(path.name for path in out.iterdir()), FILES)
        self.assertTrue(self.summary(out)["diverged"])
        self.assertIn("diverged", self.summary(out)["stop"])
        points = self.write("points.csv", "x1,x2\n1,2\n")
        self.succeed("predict", out / "model.ravine", "--data", points, "--out", self.path("y.csv"))
        losses = [float(row["train_loss"]) for row in support.rows(out / "history.csv")]
        self.assertEqual(self.summary(out)["train_loss"], min(losses))
        self.assertGreater(losses[-1], 1e6)
        self.assertNotIn("inf", (out / "history.csv").read_text())


if __name__ == "__main__":
    unittest.main()
