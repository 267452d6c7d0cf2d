"""The products of a dense layer as Eigen does them: builds and runs peer_eigen.cpp, which says what it does.

Eigen takes the vectors that it is compiled for. It is built twice: with the flags of our build, which are for every
x86-64, so that it has vectors of four numbers; and for processors with vectors as wide as those that the program takes
when it finds them."""

import pathlib
import re
import shutil
import subprocess
import tempfile

SOURCE = pathlib.Path(__file__).with_name("peer_eigen.cpp")
INCLUDE = pathlib.Path("/usr/include/eigen3")
VERSION = INCLUDE / "Eigen/src/Core/util/Macros.h"
FOUND = VERSION.exists() and shutil.which("g++")
MISSING = "" if FOUND else "Eigen is left out: install Debian's libeigen3-dev and g++"
LEAST_SECONDS = 0.02  # of each way, as in `ravine bench`
FLAGS = ["-std=c++20", "-O3", "-DNDEBUG", "-ffp-contract=fast", "-fno-trapping-math", "-fno-math-errno"]

FOLDER = tempfile.TemporaryDirectory()


def widest():
    """The oldest processor with the vectors that engine/core/vector_loop.hpp chooses here; "" for any x86-64."""
    words = set(re.findall(r"\w+", pathlib.Path("/proc/cpuinfo").read_text()))
    wants = {"skylake-avx512": {"avx512f", "avx512bw", "avx512dq", "avx512vl"}, "haswell": {"avx2", "fma", "bmi2"}}
    return next((name for name, flags in wants.items() if flags <= words), "")


def version():
    words = VERSION.read_text(encoding="utf-8")
    return "Eigen " + ".".join(re.search(rf"define EIGEN_{part}_VERSION (\d+)", words)[1]
                               for part in ("WORLD", "MAJOR", "MINOR"))


def prepare(processor, shapes):
    """What measures all shapes, each of product, inputs, outputs and samples, and gives the GFLOP/s of each way
    to do it; built for `processor`, "" for any."""
    program = pathlib.Path(FOLDER.name) / f"peer_eigen_{processor}"
    if not program.exists():
        chosen = [f"-march={processor}"] if processor else []
        subprocess.run(["g++", *FLAGS, *chosen, "-isystem", INCLUDE, SOURCE, "-o", program], check=True)

    def run():
        done = subprocess.run([program, str(LEAST_SECONDS)], input="\n".join(" ".join(shape) for shape in shapes),
                              check=True, capture_output=True, text=True)
        return [[float(word) for word in line.split()] for line in done.stdout.splitlines()]

    return run
