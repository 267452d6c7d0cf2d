#!/usr/bin/env python3
"""How long `ravine` takes to start, and how much memory a training takes.

    tests/bench/start_up.py [--ravine PROGRAM] [--runs 20] [--json FILE]

Each figure is the median of the runs; the first run is not counted, so that the files are in the system's cache.

train_0_ms      `ravine train spiral --epochs 0`, from the start of the process to its end; five files are written
first_frame_ms  the window on Xvfb, with software OpenGL, from the start of the process until its first frame is shown;
                left out where there is no Xvfb
peak_megabytes  the resident memory of `ravine train` at its most, shared libraries included, in the bench's row
                train_2_64x3_2: 2-64-64-64-2 on 10,000 points, batch 128
"""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import options as options_of

ROOT = pathlib.Path(__file__).resolve().parents[2]
MEGABYTE = 1e6  # bytes
WIDE = {
    "data": {"generator": "circle", "points": 10000, "validation": 0},
    "features": ["x1", "x2"],
    "network": {"layers": [{"type": "dense", "units": 64, "activation": "relu"}] * 3},
    "loss": "categorical_cross_entropy",
    "optimizer": "adam",
    "batch_size": 128,
    "stop": {"epochs": 3},
}


def milliseconds_of(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def median_of(work, runs):
    work()
    return statistics.median(work() for _ in range(runs))


def train_nothing(program, folder):
    command = [program, "train", "spiral", "--epochs", "0", "--out", folder / "trained"]
    return milliseconds_of(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def first_frame(program, folder, display):
    """The window writes the file that RAVINE_CONTROLS names after each frame it has shown."""
    shown = folder / "controls.json"
    shown.unlink(missing_ok=True)
    environment = {**os.environ, "DISPLAY": display, "RAVINE_CONTROLS": str(shown)}
    start = time.perf_counter()
    with subprocess.Popen([program], env=environment, cwd=folder) as window:
        while not shown.exists():
            if window.poll() is not None or time.perf_counter() - start > 60:
                window.kill()
                sys.exit("start_up.py: the window did not come")
            time.sleep(0.001)
        taken = (time.perf_counter() - start) * 1e3
        window.terminate()
    return taken


def first_frames(program, folder, runs):
    os.environ.update(RAVINE=str(program), RAVINE_SOURCE=str(ROOT))
    sys.path.insert(0, str(ROOT / "tests/gui"))
    from support import Screen
    screen = Screen(folder)
    try:
        return median_of(lambda: first_frame(program, folder, screen.name), runs)
    finally:
        screen.stop()


def peak_megabytes(program, folder):
    scenario = folder / "wide.json"
    scenario.write_text(json.dumps(WIDE), encoding="utf-8")
    process = subprocess.Popen([program, "train", scenario, "--out", folder / "wide"], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit("start_up.py: training failed")
    return usage.ru_maxrss * 1024 / MEGABYTE


def measure(program, runs):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        figures = {"train_0_ms": median_of(lambda: train_nothing(program, folder), runs)}
        if shutil.which("Xvfb"):
            figures["first_frame_ms"] = first_frames(program, folder, runs)
        figures["peak_megabytes"] = median_of(lambda: peak_megabytes(program, folder), 3)
        return figures


def main():
    options = options_of.add_json(options_of.parser_for(__doc__, runs=20)).parse_args()
    figures = measure(options_of.program_of(options), options.runs)
    for name, figure in figures.items():
        print(f"{name:>16} {figure:8.1f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
