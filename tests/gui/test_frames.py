"""`ravine frames` measures the frames of a training and of a race; it needs no display."""

import json
import pathlib
import subprocess
import tempfile
import unittest

import support

OF_FRAMES = {"median_ms", "p99_ms", "worst_ms", "frames", "frames_per_second"}


class Frames(unittest.TestCase):
    def measure(self, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "frames.json"
            done = subprocess.run([support.PROGRAM, "frames", *map(str, arguments), "--out", str(out)], timeout=100,
                                  capture_output=True, text=True, check=False)
            return done, json.loads(out.read_text(encoding="utf-8")) if out.exists() else None

    def check_frames(self, numbers):
        self.assertLessEqual(OF_FRAMES, set(numbers))
        self.assertGreater(numbers["median_ms"], 0)
        self.assertLessEqual(numbers["median_ms"], numbers["p99_ms"])
        self.assertLessEqual(numbers["p99_ms"], numbers["worst_ms"])
        self.assertGreater(numbers["frames"], 1)
        self.assertLess(numbers["frames_per_second"], 70)  # as a screen shows them, however fast they are drawn

    def test_a_training(self):
        done, numbers = self.measure("spiral", "--seconds", 0.5)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.check_frames(numbers)
        self.assertGreater(numbers["steps_per_second"], 0)
        self.assertGreater(numbers["snapshot_age_ms"], 0)

    def test_a_race(self):
        done, numbers = self.measure("ravine_race", "--seconds", 0.5, "--speed", 5000)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for activity in ("running", "turning", "basins", "dragging"):
            with self.subTest(activity):
                self.check_frames(numbers[activity])
        self.assertEqual((numbers["racers"], numbers["steps_per_second"]), (3, 5000))

    def test_a_speed_out_of_range(self):
        done, numbers = self.measure("ravine_race", "--speed", 0)
        self.assertEqual((done.returncode, numbers), (2, None))
        self.assertIn("--speed", done.stderr)


if __name__ == "__main__":
    unittest.main()
