"""Whatever is wrong is said on one line with exit code 2 (input) or 1 (system), and nothing is left half written."""

import contextlib
import os
import resource
import signal
import subprocess
import unittest

import support
from support import SMALL, Case


class WrongCommandLine(Case):
    def test_words(self):
        for arguments, words in [
            (["trian"], ["trian", "--help"]),
            (["train"], "required"),
            (["train", "xor"], "--out"),
            (["train", "xor", "--out", "x", "--frobnicate"], "--frobnicate"),
            (["train", "xor", "--out", "x", "--epochs", "many"], "--epochs"),
            (["train", "xor", "--out", "x", "--epochs", "-1"], "--epochs"),
            (["train", "xor", "--out", "x", "--threads", "0x"], "--threads"),
            (["train", "xor", "--out", "x", "--threads", "-2"], "--threads"),
            (["train", "xor", "--out", "x", "--backend", "gpu"], ["gpu", "cpu"]),
            (["train", "xor", "--out", "x", "--set", "seed"], "seed"),
            (["train", "nosuch", "--out", "x"], ["nosuch", "spiral"]),
            (["list", "activation"], ["activation", "activations"]),
            (["--lesson", "nosuch"], "nosuch"),
            (["nosuch.json"], "nosuch.json"),
            (["xor", "train", "xor", "--out", "x"], "before a subcommand"),
            (["--lesson", "xor", "list", "losses"], "--lesson"),
            (["screenshot"], "--out"),
            (["--set", "sed=1"], ["sed", "seed"]),
            (["--lesson", "xor", "--set", "sed=1"], ["sed", "seed"]),
            (["ravine_race", "--set", "seed=1"], ["ravine_race", "no scenario"]),
        ]:
            with self.subTest(arguments=arguments):
                self.fail_with(2, words, *arguments, cwd=self.folder)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_help_and_version(self):
        self.assertRegex(self.succeed("--version"), r"\Aravine \d+\.\d+\.\d+\n\Z")
        for command in ("train", "predict", "export", "surface", "descend", "screenshot", "record", "frames", "list",
                        "bench"):
            self.assertIn(command, self.succeed("--help"))
            self.assertIn("--help", self.succeed(command, "--help"))

    def test_standard_output_that_is_full(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([support.PROGRAM, "list", "losses"], stdout=full, stderr=subprocess.PIPE, text=True,
                                  timeout=60, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"\Aravine: standard output[^\n]+\n\Z")


class WrongScenario(Case):
    def refuse(self, scenario, words):
        path = self.write("scenario.json", scenario)
        self.fail_with(2, words, "train", path, "--out", self.path("out"))
        self.assert_absent(self.path("out"))

    def test_unknown_keys(self):
        self.refuse({**SMALL, "optimiser": {}}, ["optimiser", "optimizer"])
        self.refuse({**SMALL, "optimizer": {"type": "adam", "lerning_rate": 1}}, ["lerning_rate", "learning_rate"])
        self.refuse({**SMALL, "optimizer": {"type": "adm"}}, ["adm", "adam"])
        layers = [{"type": "dense", "unit": 3}]
        self.refuse({**SMALL, "network": {"layers": layers}}, ["network.layers[0]", "unit", "units"])

    def test_wrong_types(self):
        self.refuse({**SMALL, "batch_size": "big"}, ["batch_size", "big"])
        self.refuse({**SMALL, "shuffle": 1}, "shuffle")
        self.refuse({**SMALL, "network": []}, "network")
        self.refuse({**SMALL, "features": "x1"}, "features")
        self.refuse([], "scenario.json")

    def test_out_of_range(self):
        self.refuse({**SMALL, "batch_size": 0}, "batch_size")
        self.refuse({**SMALL, "batch_size": 2.5}, "batch_size")
        self.refuse({**SMALL, "optimizer": {"type": "sgd", "learning_rate": -1}}, "learning_rate")
        self.refuse({**SMALL, "data": {**SMALL["data"], "validation": 1}}, "validation")
        self.refuse('{"optimizer": {"type": "sgd", "learning_rate": 1e999}}', "scenario.json")

    def test_not_json(self):
        self.refuse('{"task": "classify",\n "seed": }', "scenario.json:2")
        self.refuse("", "scenario.json")
        self.refuse('{"seed": 1, "seed": 2}', "seed")

    def test_files_that_are_none(self):
        self.fail_with(2, "nosuch.json", "train", self.path("nosuch.json"), "--out", self.path("out"))
        self.fail_with(2, "folder", "train", self.folder, "--out", self.path("out"))
        self.assert_absent(self.path("out"))


class WrongPoints(Case):
    def refuse(self, text, words):
        self.path("points.csv").write_bytes(text.encode() if isinstance(text, str) else text)
        path = self.write("scenario.json", {**SMALL, "data": {"csv": "points.csv"}})
        self.fail_with(2, words, "train", path, "--out", self.path("out"))
        self.assert_absent(self.path("out"))

    def test_lines_are_named(self):
        self.refuse("x1,x2,label\n1,2,0\nnan,2,1\n", "points.csv line 3")
        self.refuse("x1,x2,label\n1,2,0\n1,inf,1\n", "points.csv line 3")
        self.refuse("x1,x2,label\n1,2,0\n1,abc,1\n", ["points.csv line 3", "abc"])
        self.refuse("x1,x2,label\n1,2,0\n1,2\n", "points.csv line 3")
        self.refuse("x1,label\n1,0\n", ["points.csv", "x2"])

    def test_empty_and_one_class_data(self):
        self.refuse("", "points.csv")
        self.refuse("x1,x2,label\n", "points.csv")
        self.refuse("x1,x2,label\n1,2,0\n2,1,0\n", "class")
        path = self.write("scenario.json", {**SMALL, "data": {"points": []}})
        self.fail_with(2, "point", "train", path, "--out", self.path("out"))

    def test_a_line_of_ten_megabytes(self):
        self.refuse(b"x1,x2,label\n" + b"1" * 10_000_000 + b",2,0\n", "points.csv line 2")
        self.refuse(b"x" * 10_000_000, "points.csv")

    def test_missing_file_and_folder(self):
        for name in ("nosuch.csv", "."):
            path = self.write("scenario.json", {**SMALL, "data": {"csv": name}})
            self.fail_with(2, name, "train", path, "--out", self.path("out"))


class WrongModel(Case):
    def refuse(self, model, words):
        points, out = self.write("points.csv", "x1,x2\n1,2\n"), self.path("out.csv")
        self.fail_with(2, words, "predict", model, "--data", points, "--out", out)
        self.fail_with(2, words, "surface", model, "--out", out)
        self.fail_with(2, words, "export", model, "--format", "onnx", "--out", out)
        self.assert_absent(out)

    def trained(self):
        self.succeed("train", self.write("s.json", SMALL), "--out", self.path("out"))
        return self.path("out") / "model.ravine"

    def test_files_that_are_no_model(self):
        for content in ("hello", "", "{}", "[1]"):
            self.refuse(self.write("other.ravine", content), "other.ravine")
        self.refuse(self.path("nosuch.ravine"), "nosuch.ravine")
        self.refuse(self.folder, self.folder.name)

    def test_a_model_cut_short(self):
        whole = self.trained().read_text()
        for part in (1, len(whole) // 2, len(whole) - 3):
            self.refuse(self.write("cut.ravine", whole[:part]), "cut.ravine")

    def test_points_that_do_not_fit(self):
        points, out = self.write("points.csv", "x1,x2\n1,2\n3,nan\n"), self.path("out.csv")
        self.fail_with(2, "points.csv line 3", "predict", self.trained(), "--data", points, "--out", out)
        self.assert_absent(out)


def limit_file_size():
    """Writing beyond 20 kB fails, as on a disk that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


class CannotWrite(Case):
    def test_output_in_the_way(self):
        scenario = self.write("s.json", SMALL)
        self.write("file", "kept")
        self.fail_with(2, "file", "train", scenario, "--out", self.path("file"))
        self.assertEqual(self.path("file").read_text(), "kept")
        (self.path("out") / "summary.json").mkdir(parents=True)
        self.fail_with(2, "summary.json", "train", scenario, "--out", self.path("out"))
        self.assertEqual([path.name for path in self.path("out").iterdir()], ["summary.json"])
        self.fail_with(2, "out", "descend", "--surface", "saddle", "--optimizer", "sgd", "--out", self.path("out"))

    def test_a_file_too_large_leaves_everything_as_it_was(self):
        scenario, out = self.write("s.json", SMALL), self.path("out")
        self.fail_with(1, "out", "train", scenario, "--out", out, preexec_fn=limit_file_size)
        self.assert_absent(out)
        self.succeed("train", scenario, "--out", out)
        before = {path.name: path.read_bytes() for path in out.iterdir()}
        self.fail_with(1, "out", "train", scenario, "--out", out, "--set", "seed=5", preexec_fn=limit_file_size)
        self.assertEqual(before, {path.name: path.read_bytes() for path in out.iterdir()})

    def test_a_full_disk(self):
        with self.small_disk() as disk:
            self.fail_with(1, "disk", "train", self.write("s.json", SMALL), "--out", disk / "out")
            self.assertEqual(list(disk.iterdir()), [])

    @contextlib.contextmanager
    def small_disk(self):
        disk = self.path("disk")
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=24k", "tmpfs", str(disk)]
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
            self.skipTest("a small disk can only be mounted by root")
        try:
            yield disk
        finally:
            subprocess.run(["umount", str(disk)], check=True)


if __name__ == "__main__":
    unittest.main()
