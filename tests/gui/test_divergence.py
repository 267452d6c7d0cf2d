"""Divergence is said in a strip over the panels, with two ways back: to the lowest loss, and to the last finite one."""

import support


class Divergence(support.Case):
    def diverge(self):
        self.window.click("top.play")
        return self.window.wait(lambda state: state["run_state"] == "diverged" and not state["waiting"], "divergence")

    def test_ways_back(self):
        self.window = window = self.start("learning_rate_too_large")
        window.settle()
        self.assertNotIn("restore", window.controls())
        diverged = self.diverge()
        self.assertIsNone(diverged["train_loss"])
        window.place("restore_last_finite")
        window.settle()
        self.picture("divergence")

        window.click("restore_last_finite")
        last = window.wait(lambda state: state["run_state"] == "paused", "the last finite state")
        self.assertGreater(last["epoch"], 0)
        self.assertGreater(last["train_loss"], 1e3)
        self.diverge()
        window.click("restore")
        lowest = window.wait(lambda state: state["run_state"] == "paused", "the lowest loss")
        self.assertLess(lowest["epoch"], last["epoch"])
        self.assertLess(lowest["train_loss"], 10)
        window.settle()
        self.assertNotIn("restore", window.controls())
        self.assertNotIn("restore_last_finite", window.controls())


if __name__ == "__main__":
    support.run_tests()
