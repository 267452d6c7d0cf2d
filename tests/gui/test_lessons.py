"""A lesson's strip: it leads through the text, says when the data are no longer the lesson's, and starts it again."""

import support


class Lessons(support.WindowCase):
    def test_left_lesson(self):
        window = self.window
        lesson = window.state()["lesson"]
        self.assertTrue(lesson["fits"])
        window.click("lesson_next")
        window.click("data.generator.circle")
        window.wait(lambda state: not state["lesson"]["fits"], "that the data are others")
        window.place("restart_lesson")
        self.picture("lessons-left")
        self.assertNotIn("lesson_next", window.controls())
        window.click("restart_lesson")
        window.wait(lambda state: state["lesson"] == lesson, "the lesson's own data")
        window.place("lesson_next")
        window.click("close_lesson")
        window.wait(lambda state: state["lesson"] is None, "the end of the lesson")

    def test_nothing_scrolls(self):
        """Beside the strip both left cards show all that they have, to their last button and line."""
        controls = self.window.controls()
        for name in ("data.resample", "data.clear", "training.regularization", "training.stop_rules"):
            self.assertIn(name, controls)
        for panel in ("data", "training"):
            before = self.window.read()["controls"]
            self.window.click(f"{panel}.panel", 0.5, 0.02, button=5)
            self.window.settle()
            self.assertEqual(self.window.read()["controls"], before, f"{panel} scrolls")

    def open(self, lesson):
        """From the menu; returns the race's state once its paths are there."""
        self.window.click("top.lessons")
        self.window.click(f"top.lesson.{lesson}")
        return self.wait(lambda state: state["lesson"] and state["lesson"]["id"] == lesson and state["race"],
                         f"the lesson {lesson}")

    def test_basins_of_attraction(self):
        self.open("basins_of_attraction")
        state = self.window.wait(lambda state: state["basins"] and state["basins"]["finest"], "the map")
        shares = [100 * count / 256**2 for count in state["basins"]["at_minimum"]]
        self.assertEqual(round(max(shares)), 27)
        self.assertEqual(state["race"]["steps"], 200)
        self.window.settle()
        self.picture("lessons-basins")
        self.window.click("racers.racer1.select")
        self.window.wait(lambda state: state["basins"] and state["basins"]["optimizer"] == "momentum",
                         "momentum's basins")

    def test_polyaks_optimum(self):
        race = self.open("edge_of_stability")["race"]
        self.assertEqual(race["steps"], 100)
        self.window.click("racers.racer2.select")
        self.window.click("racers.optimum")
        rate, momentum = self.wait(lambda state: state["race"]["racer_settings"][2] != race["racer_settings"][2],
                                   "Polyak's settings")["race"]["racer_settings"][2][:2]
        self.assertEqual((round(rate, 4), round(momentum, 3)), (0.0953, 0.478))

    def test_rate_map(self):
        self.open("rate_map")
        momentum = self.window.wait(lambda state: state["rate_map"] and state["rate_map"]["finest"], "the map")["rate_map"]
        self.assertGreater(momentum["diverged"], 0)
        self.window.settle()
        self.picture("lessons-rates")
        self.window.click("racers.racer1.select")
        adam = self.window.wait(lambda state: state["rate_map"] and state["rate_map"]["optimizer"] == "adam" and
                                state["rate_map"]["finest"], "Adam's map")["rate_map"]
        self.assertEqual(adam["diverged"], 0)
        self.open("ravine_race")
        self.window.wait(lambda state: state["rate_map"] is None, "the usual view of another lesson")

    def test_own_formula(self):
        race = self.open("own_formula")["race"]
        self.assertEqual(race["steps"], 150)
        self.window.settle()
        self.picture("lessons-formula")


if __name__ == "__main__":
    support.run_tests()
