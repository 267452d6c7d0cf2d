"""`ravine screenshot` makes its picture of whatever state there is, or says why not; it needs no display."""

import json
import pathlib
import subprocess
import tempfile
import unittest

import support


class Screenshot(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def take(self, *arguments):
        """The program waits up to a minute for pictures; what cannot come must not be waited for."""
        out = self.folder / "shot.png"
        done = subprocess.run([support.PROGRAM, "screenshot", *map(str, arguments), "--out", str(out)], timeout=50,
                              capture_output=True, text=True, check=False)
        return done, out.read_bytes() if out.exists() else b""

    def picture(self, *arguments):
        done, picture = self.take(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""), arguments)
        self.assertEqual(picture[:8], b"\x89PNG\r\n\x1a\n")
        return picture

    def test_a_run_that_has_diverged(self):
        picture = self.picture("learning_rate_too_large", "--epochs", 30)
        self.assertEqual(picture, self.picture("learning_rate_too_large", "--epochs", 40))
        self.assertNotEqual(picture, self.picture("learning_rate_too_large"))

    def test_a_network_too_slow_for_a_boundary_at_every_pixel(self):
        layer = '{"type": "dense", "units": 512}'
        self.picture("--set", f'network.layers=[{layer}, {layer}]', "--set", "data.points=40")

    def test_a_view_of_a_race(self):
        basins = self.picture("ravine_race", "--view", '{"shows_basins": true}')
        self.assertNotEqual(basins, self.picture("ravine_race"))
        done, picture = self.take("ravine_race", "--view", '{"basins": true}')
        self.assertEqual((done.returncode, picture[:0]), (2, b""))
        self.assertRegex(done.stderr, r"\Aravine: [^\n]*--view[^\n]*basins[^\n]*shows_basins[^\n]*\n\Z")

    def test_a_racer_far_away(self):
        """Dashes as far as a racer that diverges would fill the memory."""
        race = self.folder / "race.json"
        racers = [{"optimizer": {"type": "nesterov", "learning_rate": 0.5}}, {"optimizer": {"type": "sgd"}}]
        race.write_text(json.dumps({"race": {"surface": "quadratic_ravine", "racers": racers}, "steps": 60}),
                        encoding="utf-8")
        for steps in (3, 20, 60, 300):
            for overlays in (["ghost"], ["look_ahead"], ["step", "gradient", "momentum", "squares"]):
                self.picture(race, "--epochs", steps, "--view", json.dumps({"overlays": overlays}))

    def test_points_that_cannot_be_read(self):
        scenario = self.folder / "scenario.json"
        scenario.write_text('{"data": {"csv": "nosuch.csv"}}', encoding="utf-8")
        done, picture = self.take(scenario)
        self.assertEqual((done.returncode, picture), (2, b""))
        self.assertRegex(done.stderr, r"\Aravine: [^\n]*nosuch\.csv[^\n]*\n\Z")


if __name__ == "__main__":
    unittest.main()
