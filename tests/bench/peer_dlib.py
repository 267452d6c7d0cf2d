"""The trainings of `ravine bench` as dlib does them: builds and runs peer_dlib.cpp, which says what differs."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile

NAME = "dlib"
SOURCE = pathlib.Path(__file__).with_name("peer_dlib.cpp")
HEADER = pathlib.Path("/usr/include/dlib/revision.h")
MISSING = "" if HEADER.exists() and shutil.which("g++") else "dlib is left out: install Debian's libdlib-dev and g++"
LEAST_SECONDS = 0.2  # of one run
WORKS = ["train_2_4_2_1", "train_2_8x6_1", "train_2_32_32_2", "train_2_64x3_2", "train_2_256x3_2"]

FOLDER = tempfile.TemporaryDirectory()
PROGRAM = pathlib.Path(FOLDER.name) / "peer_dlib"


def build():
    """Takes half a minute."""
    if not PROGRAM.exists():
        subprocess.run(["g++", "-std=c++17", "-O3", "-DNDEBUG", SOURCE, "-o", PROGRAM, "-ldlib", "-lblas", "-llapack"],
                       check=True)


def version():
    build()
    words = HEADER.read_text(encoding="utf-8")
    number = ".".join(re.search(rf"define DLIB_{part}_VERSION +(\d+)", words)[1] for part in ("MAJOR", "MINOR"))
    linked = subprocess.run(["ldd", PROGRAM], check=True, capture_output=True, text=True).stdout
    libraries = {"/".join(pathlib.Path(word).resolve().parts[-2:]) for word in re.findall(r"=> (\S*blas\S*)", linked)}
    return f"dlib {number} with {', '.join(sorted(libraries))}"


def prepare(row, threads):
    """What does a run of the row and gives its rate. Threads are those of the matrix products."""
    build()
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads)}
    command = [PROGRAM, row, str(LEAST_SECONDS)]
    return lambda: float(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)
