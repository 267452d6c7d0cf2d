"""Closing the window while training, and what the window costs while nothing happens."""

import os
import statistics
import time

import support

CLOSINGS = 5
MOST_TO_CLOSE = 0.2  # seconds from the request to the end of the process, where the machine has nothing else to do
MOST_IDLE = 0.02  # of a core
IDLE_SECONDS = 3


def crowding():
    """How many threads of others stand in line for each core, at least 1: everything takes that much longer."""
    with open("/proc/loadavg", encoding="utf-8") as file:
        return max(1, int(file.read().split()[3].split("/")[0]) / os.cpu_count())


class Closing(support.Case):
    def test_ends_quickly(self):
        seconds, crowds = [], []
        for _ in range(CLOSINGS):
            crowds.append(crowding())
            window = self.start()
            window.key("space")
            window.wait(lambda state: state["run_state"] == "running" and state["step"] > 50, "training")
            seconds.append(window.ask_to_close())
            self.assertEqual((window.process.returncode, window.said()), (0, ""))
        print("closed while training in", ", ".join(f"{1000 * s:.0f}" for s in sorted(seconds)), "ms",
              f"on a machine crowded {statistics.median(crowds):.1f} times")
        self.assertLess(statistics.median(seconds), MOST_TO_CLOSE * statistics.median(crowds))

    def test_idles(self):
        window = self.start()
        window.key("space")
        window.wait(lambda state: state["epoch"] > 5, "some epochs")
        window.key("space")
        window.wait(lambda state: state["run_state"] == "paused" and not state["waiting"], "the pause")
        # The loss surface is still being refined: at rest is what costs nothing for a second.
        end = time.monotonic() + 60
        share = 1.0
        while share > MOST_IDLE and time.monotonic() < end:
            share = self.share_of_a_core(window, IDLE_SECONDS)
        print(f"idle and paused: {100 * share:.2f} % of a core")
        self.assertLess(share, MOST_IDLE)

    def share_of_a_core(self, window, seconds):
        before, start = window.cpu_seconds(), time.monotonic()
        time.sleep(seconds)  # measured, not waited for
        return (window.cpu_seconds() - before) / (time.monotonic() - start)


if __name__ == "__main__":
    support.run_tests()
