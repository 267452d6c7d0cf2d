"""The chip that says what computes, and its menu; with a second back end that only this test has."""

import os
import pathlib

import support

TWO_BACKENDS = pathlib.Path(os.environ.get("RAVINE_BUILD", ".")) / "ravine_two_backends"


class Program(support.WindowCase):
    def test_the_chip_opens_a_menu_and_the_back_end_stays_with_another_lesson(self):
        window = self.window
        window.click("top.backend")
        window.click("top.backend.cpu")
        self.wait(lambda state: state["backend"]["chosen"] == "cpu", "the CPU")
        self.assertRegex(window.state()["backend"]["way"], r"\A\d+ threads?\Z")
        window.click("top.lessons")
        window.click("top.lesson.xor")
        self.wait(lambda state: state["lesson"]["id"] == "xor", "another lesson")
        self.assertEqual(window.state()["backend"]["chosen"], "cpu")
        window.click("top.backend")
        window.click("top.backend.auto")
        self.wait(lambda state: state["backend"]["chosen"] == "auto", "the best there is")


class TwoBackends(support.Case):
    def open(self, *arguments, **environment):
        self.window = self.start(*arguments, program=TWO_BACKENDS, environment=environment)
        self.window.settle()

    def wait(self, holds, words):
        return self.window.wait(lambda state: holds(state) and not state["waiting"], words)

    def choose(self, backend, computes):
        self.window.click("top.backend")
        self.window.click(f"top.backend.{backend}")
        self.wait(lambda state: (state["backend"]["chosen"], state["backend"]["computes"]) == (backend, computes),
                  f"{backend}, which is {computes}")

    def test_the_back_end_changes_in_mid_training(self):
        self.open()
        window = self.window
        self.assertEqual(window.state()["backend"], {"chosen": "auto", "computes": "remote", "way": "far away"})
        window.point_at("top.backend")
        window.settle()
        self.picture("backends-0-tooltip")
        window.key("space")
        self.wait(lambda state: state["epoch"] >= 5, "some epochs")
        for backend, computes in (("cpu", "cpu"), ("remote", "remote"), ("auto", "remote")):
            before = window.state()
            self.choose(backend, computes)
            after = self.wait(lambda state: state["epoch"] > before["epoch"] + 5, "more epochs")
            self.assertEqual(after["run_state"], "running")
            self.assertLess(after["train_loss"], max(0.1, 1.5 * before["train_loss"]))
        window.key("space")
        window.click("top.backend")
        window.point_at("top.backend.absent")
        window.settle()
        self.picture("backends-1-menu")
        window.click("top.backend.absent")
        self.assertEqual(window.state()["backend"]["chosen"], "auto")

    def test_a_lost_device_is_told_and_the_chip_says_cpu(self):
        self.open(RAVINE_LOST_AT_STEP="300")
        window = self.window
        window.key("space")
        state = self.wait(lambda state: state["backend"]["computes"] == "cpu", "the CPU instead")
        self.assertEqual(state["backend"]["chosen"], "auto")
        self.assertRegex(state["last_event"], r"went on with the CPU from (the start|epoch \d+): the device was lost")
        self.picture("backends-2-lost")
        self.wait(lambda after: after["epoch"] > state["epoch"] + 5, "training that goes on")
        window.key("space")

    def test_a_lost_device_that_was_asked_for_stops_training(self):
        self.open(RAVINE_LOST_AT_STEP="300")
        self.choose("remote", "remote")
        window = self.window
        window.key("space")
        state = self.wait(lambda state: state["run_state"] == "finished", "the end")
        self.assertEqual(state["backend"]["chosen"], "remote")
        self.assertRegex(state["last_event"], r"stopped at (the start|epoch \d+): the device was lost")
        self.picture("backends-3-stopped")
        self.choose("cpu", "cpu")
        window.key("space")
        self.wait(lambda after: after["epoch"] > state["epoch"] + 5, "training on the CPU")


class Narrow(support.Case):
    size = (1024, 700)

    def test_the_menu_is_there_in_a_small_window_too(self):
        window = self.start("--size", "1024x700", "--light", program=TWO_BACKENDS)
        window.settle()
        window.click("top.backend")
        window.place("top.backend.absent")
        self.picture("backends-4-narrow")
        window.click("top.backend.remote")
        window.wait(lambda state: state["backend"]["chosen"] == "remote", "the choice")


if __name__ == "__main__":
    support.run_tests()
