"""`cmake --install` puts a program that runs from any folder and does not look for the sources."""

import json
import os
import pathlib
import subprocess
import tempfile

BUILD = os.environ["RAVINE_BUILD"]
SOURCE = os.environ["RAVINE_SOURCE"]


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


with tempfile.TemporaryDirectory() as folder:
    prefix = pathlib.Path(folder) / "usr"
    run("cmake", "--install", BUILD, "--prefix", str(prefix))
    program = prefix / "bin" / "ravine"

    activations = json.loads(run(program, "list", "activations", "--json", cwd="/"))
    assert "tanh" in json.dumps(activations), activations
    lessons = json.loads(run(program, "list", "lessons", "--json", cwd="/"))
    assert lessons, "no lesson is inside the program"

    assert SOURCE.encode() not in program.read_bytes(), "the program knows the folder it was built from"

    # Machines without a GPU and its libraries start it, too.
    loaded = run("ldd", str(program))
    assert "libcuda" not in loaded and "libcublas" not in loaded, loaded

    desktop = prefix / "share/applications/ravine.desktop"
    if desktop.exists():
        icon = prefix / "share/icons/hicolor/scalable/apps/ravine.svg"
        assert "Exec=ravine\n" in desktop.read_text() and icon.stat().st_size > 0
