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


if __name__ == "__main__":
    support.run_tests()
