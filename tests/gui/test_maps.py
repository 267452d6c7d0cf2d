"""The two maps of the Landscape: basins of attraction in the top view, and the map of learning rates and momenta."""

import support


class Maps(support.LandscapeCase):
    def wait_map(self, key, words, holds=lambda _: True):
        """Until the finest map is there, and it holds of it."""
        return self.window.wait(lambda state: state[key] and state[key]["finest"] and holds(state[key]), words)[key]

    def assert_cannot_save(self, entry):
        """The menu stays open and saves nothing."""
        before = self.window.state()["last_event"]
        self.window.click("top.export")
        self.window.click(f"top.export.{entry}")
        self.window.settle()
        self.window.place(f"top.export.{entry}")
        self.assertEqual(self.window.state()["last_event"], before)
        self.window.key("Escape")

    def test_basins(self):
        window = self.window
        window.click("surface.surface.himmelblau")
        window.settle()
        heights = self.screen.colours(window.place("top_view.top_view"))
        self.assert_cannot_save("basins_svg")
        window.key("b")
        found = self.wait_map("basins", "the finest map of basins")
        racer = window.state()["race"]
        self.assertEqual(found["optimizer"], racer["racers"][racer["selected"]])
        self.assertEqual((found["columns"], found["rows"]), (256, 256))
        self.assertEqual(len(found["at_minimum"]), 4)
        self.assertEqual(sum(found["at_minimum"]) + found["elsewhere"] + found["diverged"], 256 * 256)
        window.settle()
        self.picture("maps-1-basins")
        basins = self.screen.colours(window.place("top_view.top_view"))
        self.assertGreater(basins, 150, "the map is not seen")
        self.assertNotEqual(basins, heights)
        with_contours = self.screen.pixels(window.place("top_view.top_view"))
        window.click("top_view.log_heights")
        window.settle()
        self.assertNotEqual(self.screen.pixels(window.place("top_view.top_view")), with_contours,
                            "contours at the heights themselves")

        window.click("racers.racer2.select")
        other = self.wait_map("basins", "the basins of another racer",
                              lambda basins: basins["optimizer"] == racer["racers"][2])
        self.assertGreater(sum(other["at_minimum"]), 0.9 * 256 * 256, "Adam comes to a minimum from nearly everywhere")
        self.check_picture("basins", "basins-himmelblau", ["Basins of Adam on Himmelblau", "start", "minimum 0.00",
                                                           "steps until it is there", "lines: contours of f"])
        window.click("top_view.basins")
        window.wait(lambda state: state["basins"] is None, "no map while nobody looks")

    def test_rate_map(self):
        window = self.window
        window.click("racers.racer1.select")
        self.assert_cannot_save("rate_map_png")
        window.click("race_loss.view.rate_map")
        found = self.wait_map("rate_map", "the finest map of rates")
        self.assertEqual((found["optimizer"], found["columns"], found["rows"]), ("momentum", 96, 64))
        self.assertGreater(found["at_minimum"][0], 500)
        self.assertGreater(found["diverged"], 500)
        window.settle()
        self.picture("maps-2-rates")
        self.assertGreater(self.screen.colours(window.place("race_loss.rate_map")), 200, "the map is not seen")
        self.check_picture("rate_map", "rate-map-quadratic-ravine", ["learning rate η", "momentum β", "diverged",
                                                                     "theory: 2(1 + β)/λmax"])

        window.click("race_loss.rate_map", 0.5, 0.25)
        changed = window.wait(lambda state: abs(state["race"]["racer_settings"][1][1] - 0.75) < 0.01,
                              "the momentum that was clicked")["race"]["racer_settings"][1]
        self.assertAlmostEqual(changed[0], (1e-4 * 10) ** 0.5, delta=0.002)
        self.assertEqual(changed, [float(f"{number:.3g}") for number in changed], "tidy numbers")
        self.assertEqual(window.state()["rate_map"]["finest"], True, "the same map whatever the racer's own settings")

        window.click("racers.racer0.select")
        row = self.wait_map("rate_map", "the map of SGD", lambda rates: rates["optimizer"] == "sgd")
        self.assertEqual(row["rows"], 1, "SGD has no second setting")
        window.click("race_loss.view.loss_by_step")
        window.wait(lambda state: state["rate_map"] is None, "no map while nobody looks")


if __name__ == "__main__":
    support.run_tests()
