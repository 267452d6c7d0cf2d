"""`ravine rates`: the loss after a few steps at each of many learning rates."""

import unittest

import support
from support import Case


class Rates(Case):
    # One point y = 1 at x = 1 and its mirror image: the loss is (w − 1)², and gradient descent's factor 1 − 2η.
    PARABOLA = {"task": "curve", "data": {"points": [[1, 1], [-1, -1]], "validation": 0}, "features": ["x1"],
                "network": {"layers": []}, "loss": {"type": "mean_squared_error"},
                "optimizer": {"type": "sgd", "learning_rate": 0.1}, "batch_size": 2}

    def test_a_parabola(self):
        scenario, out = self.write("parabola.json", self.PARABOLA), self.path("rates.csv")
        self.assertIn("0.1 lowers the loss most", self.succeed("rates", scenario, "--out", out))
        self.assertEqual(support.header(out), "learning_rate,loss")
        losses = {float(row["learning_rate"]): row["loss"] for row in support.rows(out)}
        self.assertEqual(sorted(losses)[0], 1e-6)
        self.assertEqual(sorted(losses)[-1], 10)
        start = float(losses[0.01]) / 0.98**200
        self.assertAlmostEqual(float(losses[0.001]) / start, 0.998**200, places=4)
        self.assertAlmostEqual(float(losses[0.005]) / start, 0.99**200, places=4)
        self.assertEqual(losses[10], "", "a rate above 2/λ = 1 diverges")

    def test_a_picture(self):
        out = self.path("rates.png")
        self.succeed("rates", "xor", "--out", out)
        self.assertGreater(support.png_size(out)[0], 500)

    def test_wrong_requests(self):
        out = self.path("rates.csv")
        self.fail_with(2, ["rates.txt", ".csv"], "rates", "xor", "--out", self.path("rates.txt"))
        self.fail_with(2, "spirl", "rates", "spirl", "--out", out)
        self.fail_with(2, ["newton", "500", "537"], "rates", "spiral", "--set", "optimizer.type=newton",
                       "--set", "network.layers[0].units=40", "--out", out)
        self.assert_absent(out)


if __name__ == "__main__":
    unittest.main()
