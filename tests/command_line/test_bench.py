"""`ravine bench` measures what it says, in a form that programs read."""

import json
import pathlib
import re
import unittest

from support import Case

TRAINING = ["train_2_4_2_1", "train_2_8x6_1", "train_2_32_32_2", "train_2_64x3_2", "train_2_256x3_2"]


def widest_vectors():
    """As the system tells of the processor; what it calls avx2 comes with what else is asked for."""
    flags = next((line.split() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("flags")), [])
    if {"avx512f", "avx512bw", "avx512dq", "avx512vl"} <= set(flags):
        return "AVX-512"
    return "AVX2" if {"avx2", "fma", "bmi2"} <= set(flags) else "the narrowest"


class Bench(Case):
    def test_rows(self):
        report = json.loads(self.succeed("bench", "--json", "--runs", "3", timeout=280))
        rows = {(row["id"], row["threads"]): row for row in report["rows"]}
        self.assertEqual(len(rows), len(report["rows"]))
        self.assertEqual(report["vectors"], widest_vectors())
        for key in [(name, 1) for name in [*TRAINING, "many_2_8_8_2", "boundary_256", "loss_surface_64", "race", "basins_256_ravine"]]:
            self.assertGreater(rows[key]["per_second"], 100, key)
        for row in report["rows"]:
            if row["share_of_peak"] is not None:
                self.assertGreater(row["peak_gigaflops"], 0.1)
                known = row["per_second"] * row["flops"] / 1e9 / (row["peak_gigaflops"] * row["threads"])
                self.assertAlmostEqual(row["share_of_peak"], known, places=6)
                self.assertLess(row["share_of_peak"], 1.2)
        # The wide network has 300 times the weights of a small one: no sample of it can be as cheap.
        self.assertLess(rows["train_2_256x3_2", 1]["per_second"], rows["train_2_32_32_2", 1]["per_second"])

    def test_counts_the_arithmetic(self):
        (row,) = json.loads(self.succeed("bench", "--json", "--only", "train_2_4_2_1", "--runs", "1"))["rows"]
        weights = 2 * 4 + 4 * 2 + 2 * 1
        forward, backward, measured = 2 * weights, 4 * weights - 2 * (2 * 4), 2 * weights
        self.assertEqual(row["flops"], forward + backward + measured)

    def test_widths(self):
        rows = json.loads(self.succeed("bench", "--json", "--only", "widths", "--runs", "1"))["rows"]
        self.assertEqual([row["id"] for row in rows], ["widths"] * len(rows))
        self.assertGreaterEqual(len(rows), 5)
        for row, units in ((rows[0], 32), (rows[-1], 512)):
            self.assertIn(f" 2-{units}-{units}-{units}-2,", row["label"])
            self.assertEqual(row["parameters"], 3 * units + 2 * (units + 1) * units + 2 * (units + 1))
        for row in rows:
            self.assertAlmostEqual(row["picoseconds"] * row["per_second"] * row["parameters"] / 1e12, 1, places=6)

    def test_products(self):
        rows = json.loads(self.succeed("bench", "--json", "--only", "products", "--runs", "1"))["rows"]
        self.assertEqual([row["id"] for row in rows], ["products"] * len(rows))
        labels = [row["label"] for row in rows]
        self.assertEqual(len(set(labels)), len(rows))
        for product in ("forward", "input_gradient", "weight_gradient"):
            for shape in ("2-4, batch 10", "512-512, batch 64"):
                self.assertIn(f"{product} {shape}", labels)
        for row in rows:
            inputs, outputs, samples = map(int, re.search(r"(\d+)-(\d+), batch (\d+)$", row["label"]).groups())
            self.assertEqual(row["flops"], 2 * inputs * outputs * samples)
            self.assertLess(row["share_of_peak"], 1.2, row["label"])

    def test_every_row_of_the_tables_is_compared(self):
        report = json.loads(self.succeed("bench", "--rows", "--json", "--runs", "1", timeout=200))
        rows = report["rows"]
        for kind in ("activations", "losses", "layers", "optimizers"):
            listed = [row["id"] for row in json.loads(self.succeed("list", kind, "--json"))]
            self.assertEqual(sorted(row["id"] for row in rows if row["kind"] == kind), sorted(listed))
        for row in rows:
            self.assertAlmostEqual(row["times"] * row["samples_per_second"] / row["plain_samples_per_second"], 1,
                                   places=6)
            self.assertEqual(row["second_order"], row["id"] in ("newton", "gauss_newton", "lbfgs"))
        self.assertEqual(rows, sorted(rows, key=lambda row: (row["second_order"], -row["times"])))
        self.assertEqual(report["slowest"], {key: rows[0][key] for key in ("kind", "id", "times")})
        of = {(row["kind"], row["id"]): row for row in rows}
        self.assertEqual(of["layers", "maxout"]["parameters"], 2 * (33 * 32 + 3 * 32) + 33 * 2)  # two pieces
        self.assertEqual(of["layers", "batch_norm"]["parameters"], of["layers", "dense"]["parameters"] + 2 * 2 * 32)

    def test_rows_are_all_rows(self):
        self.fail_with(2, "--only", "bench", "--rows", "--only", "race")

    def test_unknown_row(self):
        self.fail_with(2, ["train_4_2", "--only", "known: train_2_4_2_1, ", "rosenbrock, widths, products"], "bench", "--only",
                       "train_4_2")


if __name__ == "__main__":
    unittest.main()
