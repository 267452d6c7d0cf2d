"""What the tests of the command line share: they run the program as a user would."""

import csv
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["RAVINE"]
SOURCE = pathlib.Path(os.environ["RAVINE_SOURCE"])


def run(*arguments, **options):
    """Runs `ravine ARGUMENTS…`; nothing it does may take longer than a minute."""
    command = [PROGRAM, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=options.pop("timeout", 60), **options)


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def header(path):
    with open(path, encoding="utf-8") as file:
        return file.readline().rstrip("\n")


def png_size(path):
    data = pathlib.Path(path).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n" and data[-8:-4] == b"IEND", f"{path} is no whole PNG file"
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


class Case(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def path(self, name):
        return self.folder / name

    def write(self, name, content):
        path = self.path(name)
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    def succeed(self, *arguments, **options):
        done = run(*arguments, **options)
        self.assertEqual((done.returncode, done.stderr), (0, ""), f"{arguments}")
        return done.stdout

    def fail_with(self, code, words, *arguments, **options):
        """Fails with this exit code and one line on stderr that holds the words; returns the line."""
        done = run(*arguments, **options)
        self.assertEqual(done.returncode, code, f"{arguments}: {done.stdout}{done.stderr}")
        self.assertRegex(done.stderr, r"\Aravine: [^\n]+\n\Z")
        for word in [words] if isinstance(words, str) else words:
            self.assertIn(word, done.stderr)
        return done.stderr

    def assert_absent(self, path):
        """Neither the file nor a part of it is there."""
        self.assertFalse(path.exists(), path)
        left = [other.name for other in path.parent.iterdir() if path.name in other.name]
        self.assertEqual(left, [])


SMALL = {
    "data": {"generator": "gauss", "points": 60, "seed": 3},
    "features": ["x1", "x2"],
    "network": {"layers": [{"type": "dense", "units": 3}]},
    "stop": {"epochs": 20},
}
