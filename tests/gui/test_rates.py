"""The test of learning rates: asked for beside the learning rate, drawn, and its suggestion taken."""

import support


class Rates(support.Case):
    def look_for_rate(self, window):
        window.reach("training.test_rates")
        window.click("training.test_rates")
        window.wait(lambda state: state.get("rates", {}).get("is_done"), "the end of the test", 60)
        window.reach("training.use_rate")
        window.place("training.use_rate")
        window.settle()

    def test_suggestion(self):
        window = self.start()
        window.wait(lambda state: state["run_state"] == "paused", "the start")
        before = window.state()
        self.look_for_rate(window)
        self.picture("rates-dark")
        window.click("training.use_rate")
        after = window.wait(lambda state: state["learning_rate"] != before["learning_rate"], "the suggested rate")
        self.assertEqual(after["learning_rate"], 0.1)
        self.assertEqual(after["epoch"], 0)
        window.settle()
        window.reach("training.end_rates")
        window.click("training.end_rates")
        window.reach("training.test_rates")
        self.assertNotIn("training.rates", window.controls())

    def test_small_and_light(self):
        window = self.start("--light")
        window.resize(1024, 700)
        self.look_for_rate(window)
        self.picture("rates-light-small", 1024, 700)

    def test_whole_batch(self):
        window = self.start()
        window.click("training.optimizer")
        window.click("training.optimizer.newton")
        window.wait(lambda state: state["settings"]["optimizer"] == [1, 0.001, 0, 1], "Newton's settings")
        window.reach("training.whole_batch")
        self.picture("newton")
        window.click("training.whole_batch")
        window.wait(lambda state: state["settings"]["batch_size"] == 0, "one batch of all points")
        window.settle()
        self.assertNotIn("training.whole_batch", window.controls())


if __name__ == "__main__":
    support.run_tests()
