"""A race filmed, by `ravine record` and from the window's menu: as long and as large as was asked for, with another
picture at its end than at its start; and nothing half written where it fails."""

import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import support

RACE = {"race": {"surface": "himmelblau", "racers": [{"optimizer": "sgd"}, {"optimizer": "adam"}]}, "steps": 60}


def facts(path):
    """Of the film: codec, size, frames a second and how many frames can be decoded."""
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-count_frames", "-of", "json", "-show_entries",
         "stream=codec_name,pix_fmt,width,height,r_frame_rate,nb_read_frames", str(path)],
        capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)["streams"][0]


def frames(path):
    """A hash of each picture as it is decoded."""
    info = facts(path)
    size = 3 * info["width"] * info["height"]
    done = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
                          capture_output=True, check=True, timeout=60)
    return [hashlib.sha256(done.stdout[i:i + size]).hexdigest() for i in range(0, len(done.stdout), size)]


class Record(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.race = self.folder / "race.json"
        self.race.write_text(json.dumps(RACE), encoding="utf-8")

    def run_record(self, *arguments, **options):
        return subprocess.run([support.PROGRAM, "record", *map(str, arguments)], timeout=100, capture_output=True,
                              text=True, check=False, **options)

    def record(self, name, *arguments):
        out = self.folder / name
        done = self.run_record(*arguments, "--out", out)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout.splitlines()[-1], f"wrote {out}")
        return out

    def fail_with(self, code, words, *arguments, **options):
        done = self.run_record(*arguments, **options)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertRegex(done.stderr, r"\Aravine: [^\n]+\n\Z")
        for word in words:
            self.assertIn(word, done.stderr)
        self.assert_nothing_else()

    def assert_nothing_else(self, *others):
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), sorted(["race.json", *others]))

    def test_mp4(self):
        out = self.record("race.mp4", self.race, "--seconds", 1, "--size", "801x601")
        self.assertEqual(facts(out), {"codec_name": "h264", "pix_fmt": "yuv420p", "width": 802, "height": 602,
                                      "r_frame_rate": "30/1", "nb_read_frames": "30"})
        pictures = frames(out)
        self.assertNotEqual(pictures[0], pictures[-1])
        self.assertGreater(len(set(pictures)), 25)
        again = self.record("again.mp4", self.race, "--seconds", 1, "--size", "801x601")
        self.assertEqual(frames(again), pictures, "the same options, the same frames")
        self.assert_nothing_else("race.mp4", "again.mp4")

    def test_gif(self):
        out = self.record("race.gif", self.race, "--seconds", 1, "--fps", 20, "--size", "640x480")
        info = facts(out)
        self.assertEqual((info["codec_name"], info["width"], info["height"], info["nb_read_frames"]),
                         ("gif", 640, 480, "20"))
        pictures = frames(out)
        self.assertNotEqual(pictures[0], pictures[-1])
        self.assert_nothing_else("race.gif")

    def test_last_frame_is_the_screenshot(self):
        """But for what the encoder loses."""
        out = self.record("race.gif", self.race, "--seconds", 0.2, "--size", "800x600", "--steps", 40)
        shot = self.folder / "shot.png"
        subprocess.run([support.PROGRAM, "screenshot", self.race, "--epochs", "40", "--size", "800x600", "--out",
                        shot], check=True, timeout=60, capture_output=True)
        done = subprocess.run(
            ["ffmpeg", "-v", "info", "-i", out, "-i", shot, "-lavfi", "[0]select=eq(n\\,5)[a];[a][1]ssim", "-f", "null",
             "-"], capture_output=True, text=True, check=True, timeout=60)
        alike = float(done.stderr.rsplit("All:", 1)[1].split()[0])
        self.assertGreater(alike, 0.9)

    def test_race_of_a_lesson_with_a_view_of_its_own(self):
        view = {"window": [-2, 2, -1, 1], "selected_racer": 1, "overlays": ["path"]}
        seen = [frames(self.record(f"{name}.gif", "ravine_race", "--seconds", 0.1, "--size", "640x480", *arguments))
                for name, arguments in (("usual", []), ("own", ["--view", json.dumps(view)]), ("light", ["--light"]))]
        self.assertEqual([len(pictures) for pictures in seen], [3, 3, 3])
        self.assertEqual(len({pictures[0] for pictures in seen}), 3)

    def test_wrong_requests(self):
        out = self.folder / "race.mp4"
        for words, *arguments in (
                (["--out", ".mp4 or .gif"], self.race, "--out", self.folder / "race.avi"),
                (["nosuch"], "nosuch", "--out", out), (["no race"], "xor", "--out", out),
                (["--seconds"], self.race, "--seconds", 0, "--out", out),
                (["--fps"], self.race, "--fps", 0, "--out", out),
                (["--steps"], self.race, "--steps", 0, "--out", out),
                (["--view", "windows"], self.race, "--view", '{"windows": 3}', "--out", out),
                (["no such folder"], self.race, "--out", self.folder / "none" / "race.mp4")):
            with self.subTest(words=words):
                self.fail_with(2, words, *arguments)

    def test_without_ffmpeg(self):
        self.fail_with(1, ["ffmpeg is not installed", "apt install ffmpeg"], self.race, "--out",
                       self.folder / "race.mp4", env={**os.environ, "PATH": "/nonexistent"})

    def test_ffmpeg_that_fails(self):
        """Its last line is told, and the film that stood there stays."""
        tools, out = self.folder / "tools", self.folder / "race.mp4"
        tools.mkdir()
        (tools / "ffmpeg").write_text("#!/bin/sh\necho begun >&2\necho 'no such codec' >&2\nexit 3\n", encoding="utf-8")
        (tools / "ffmpeg").chmod(0o755)
        out.write_text("before", encoding="utf-8")
        done = self.run_record(self.race, "--out", out, env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"})
        self.assertEqual((done.returncode, done.stderr), (1, "ravine: ffmpeg: no such codec\n"))
        self.assertEqual(out.read_text(encoding="utf-8"), "before")
        self.assert_nothing_else("race.mp4", "tools")

    def test_told_to_end(self):
        out = self.folder / "race.mp4"
        with subprocess.Popen([support.PROGRAM, "record", str(self.race), "--progress", "--seconds", "100", "--out",
                               str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            self.assertEqual(process.stdout.readline(), "0\n")
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=20)
        self.assertEqual((process.returncode, errors), (1, f"ravine: {out}: cancelled\n"))
        self.assert_nothing_else()


class RecordFromTheWindow(support.Case):
    size = (1000, 700)

    def open_menu(self, **options):
        window = self.start("--size", "1000x700", "ravine_race", **options)
        window.wait(lambda state: state["workspace"] == "landscape", "the Landscape")
        window.settle()
        window.click("top_view.timeline", 0.4)
        window.click("top.export")
        return window

    def test_film_and_window_side_by_side(self):
        window = self.open_menu()
        window.place("top.record.mp4")
        self.picture("record-1-menu")
        window.click("top.record.mp4")
        window.wait(lambda state: state["recorded_percent"] is not None, "the recording")
        window.click("top.step")
        window.wait(lambda state: state["race"]["steps"] == 41, "a step while it records")
        window.wait(lambda state: (state["recorded_percent"] or 0) > 10, "progress", 60)
        self.picture("record-2-progress")
        words = window.wait(lambda state: state["last_event"].startswith("saved "), "the film", 100)["last_event"]
        out = pathlib.Path(words.removeprefix("saved "))
        self.assertEqual(out.name, "ravine-race-quadratic-ravine.mp4")
        info = facts(out)
        self.assertEqual((info["width"], info["height"], info["nb_read_frames"]), (1000, 700, "300"))
        pictures = frames(out)
        self.assertNotEqual(pictures[0], pictures[-1])
        window.wait(lambda state: state["recorded_percent"] is None, "the end of the recording")

    def type_setting(self, name, text):
        """In the place of the slider's number."""
        window = self.window
        window.point_at(f"top.{name}")
        window.act(4, "click", "--repeat", "2", "--delay", "60", "1")
        window.place(f"top.{name}.entry")
        window.type(text)
        window.key("Return")
        window.place(f"top.{name}")

    def test_length_rate_and_size_are_those_of_the_menu(self):
        self.window = window = self.open_menu()
        window.click("top.own_size")
        window.place("top.height")
        for name, wrong, right in (("seconds", 0.01, 0.5), ("fps", 121, 8), ("width", 99, 642), ("height", 9000, 480)):
            self.type_setting(name, str(wrong))
            self.assertNotEqual(window.state()["film"][name], wrong)
            self.type_setting(name, str(right))
            window.wait(lambda state, name=name, right=right: state["film"][name] == right, f"{name} {right}")
        self.picture("record-4-settings")
        window.click("top.record.mp4")
        words = window.wait(lambda state: state["last_event"].startswith("saved "), "the film", 100)["last_event"]
        self.assertEqual(facts(words.removeprefix("saved ")),
                         {"codec_name": "h264", "pix_fmt": "yuv420p", "width": 642, "height": 480,
                          "r_frame_rate": "8/1", "nb_read_frames": "4"})

    def test_closing_the_window_ends_it(self):
        window = self.open_menu()
        window.click("top.record.gif")
        window.wait(lambda state: (state["recorded_percent"] or 0) > 0, "progress", 60)
        self.assertLess(window.ask_to_close(), 5)
        self.assertEqual(window.process.returncode, 0)
        end = time.monotonic() + 5
        while [path for path in window.folder.iterdir() if "race" in path.name]:
            self.assertLess(time.monotonic(), end, "nothing half written stays")

    def test_without_ffmpeg(self):
        tools = self.folder / "tools"
        tools.mkdir()
        (tools / "xdotool").symlink_to(shutil.which("xdotool"))
        window = self.open_menu(environment={"PATH": str(tools)})
        window.click("top.record.mp4")
        window.settle()
        self.picture("record-3-without-ffmpeg")
        self.assertIsNone(window.state()["recorded_percent"])
        window.place("top.record.mp4", 5)  # the menu is still open


if __name__ == "__main__":
    if not shutil.which("ffmpeg") or not shutil.which("ffprobe"):
        print("SKIPPED: ffmpeg not found; scripts/packages names the Debian packages", file=sys.stderr)
        sys.exit(77)
    support.run_tests()
