"""`ravine list` shows every table completely."""

import json
import unittest

from support import Case

FORMULAS = ["regularizers", "augmentations", "input_noises", "activations", "losses", "initializers", "optimizers", "schedules", "generators", "features", "surfaces"]
KINDS = [*FORMULAS, "layers", "exporters", "lessons"]
KNOWN = {
    "activations": {"sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "sine", "hard_tanh",
                    "linear"},
    "losses": {"mean_squared_error", "mean_absolute_error", "huber", "cauchy", "fair", "tukey", "lp", "binary_cross_entropy",
               "categorical_cross_entropy", "hinge", "focal"},
    "initializers": {"zeros", "constant", "uniform", "normal", "scaled_normal", "glorot_normal", "glorot_uniform",
                     "he_normal", "he_uniform", "lecun_normal", "orthogonal"},
    "schedules": {"constant", "time_decay", "step_decay", "exponential", "cosine", "warm_restarts", "one_cycle",
                  "linear_warmup"},
    "optimizers": {"sgd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop", "adam", "adamw", "nadam", "amsgrad",
                   "lion"},
    "augmentations": {"jitter", "rotation", "reflection", "scaling"},
    "input_noises": {"none", "gaussian", "laplacian"},
    "regularizers": {"l1", "l2", "decoupled_weight_decay", "max_norm", "early_stopping", "ensemble"},
    "features": {"x1", "x2", "sin_x1", "sin_x2"},
    "generators": {"circle", "xor", "gauss", "spiral", "moons", "rings", "checkerboard", "blobs", "plane", "multi_gauss"},
    "surfaces": {"quadratic_ravine", "rosenbrock", "banana", "beale", "himmelblau", "booth", "matyas", "dixon_price",
                 "six_hump_camel", "styblinski_tang", "double_well", "saddle", "monkey_saddle", "plateau_with_cliff",
                 "rastrigin", "ackley", "flower", "logistic_loss", "one_neuron_network"},
    "exporters": {"onnx", "json"},
}


class List(Case):
    def rows(self, kind):
        return json.loads(self.succeed("list", kind, "--json"))

    def test_rows_are_complete(self):
        for kind in KINDS:
            with self.subTest(kind=kind):
                ids = [row["id"] for row in self.rows(kind)]
                self.assertEqual(len(ids), len(set(ids)))
                self.assertGreater(len(ids), 0)
                self.assertLessEqual(KNOWN.get(kind, set()), set(ids))
                for row in self.rows(kind):
                    self.assertTrue(row["label"])
                    self.assertTrue(kind not in FORMULAS or row["formula"], row)

    def test_defaults_lie_in_their_ranges(self):
        for setting in (setting for kind in KINDS for row in self.rows(kind) for setting in row["settings"]):
            self.assertTrue(setting["help"], setting)
            if setting["scale"] == "choice":
                self.assertIn(setting["default"], setting["choices"])
            elif setting["scale"] == "toggle":
                self.assertIsInstance(setting["default"], bool)
            else:
                self.assertLessEqual(setting["least"], setting["default"])
                self.assertLessEqual(setting["default"], setting["most"])

    def test_text_names_the_same_rows(self):
        for kind in KINDS:
            text = self.succeed("list", kind)
            shown = [line.split()[0] for line in text.splitlines() if not line.startswith(" ")]
            self.assertEqual(shown, [row["id"] for row in self.rows(kind)])


if __name__ == "__main__":
    unittest.main()
