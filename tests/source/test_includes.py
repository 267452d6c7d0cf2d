"""The order of folders holds: a file includes only what its folder may know."""

import os
import pathlib
import re
import sys

TOP = pathlib.Path(os.environ["RAVINE_SOURCE"])
ENGINE = ["core", "data", "network", "optimize", "train", "landscape", "lab", "compute", "io", "session"]
DOOR = "app/window/window.hpp"  # what the command line asks of the window; includes no graphics itself
GRAPHICS = re.compile(r"^(imgui|backends/imgui|GLFW/|GL/|glad|X11/)")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')


def includes(path):
    """Pairs of line number and included name."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = ((number, INCLUDE.match(line)) for number, line in enumerate(lines, 1))
    return [(number, match.group(1)) for number, match in found if match]


def engine_complaint(folder, name):
    """What is wrong with a file in engine/<folder> including `name`, or None."""
    if name.startswith("app/") or GRAPHICS.match(name):
        return "the engine knows no window and no command line"
    if name.startswith("engine/"):
        other = name.split("/")[1]
        if other not in ENGINE:
            return f"engine/{other} is not in the order of folders"
        if ENGINE.index(other) > ENGINE.index(folder):
            return f"engine/{folder} comes before engine/{other}"
    return None


def app_complaint(folder, name):
    """The same for app/<folder>: only the window may know graphics, and only main.cpp links the window."""
    if folder in ("command_line", "pictures") and (GRAPHICS.match(name) or name.startswith("app/window/") and name != DOOR):
        return f"app/{folder} also builds without a window"
    return None


def order_complaints(path):
    relative = path.relative_to(TOP)
    folder = relative.parts[1]
    if relative.parts[0] == "engine" and folder not in ENGINE:
        return [f"{relative}: engine/{folder} is not in the order of folders"]
    rule = engine_complaint if relative.parts[0] == "engine" else app_complaint
    found = ((number, name, rule(folder, name)) for number, name in includes(path))
    return [f"{relative}:{number}: includes {name}: {why}" for number, name, why in found if why]


def header_complaints(path):
    """A header is guarded; a source includes the header of its name first, which proves that the header is complete."""
    relative = path.relative_to(TOP)
    if path.suffix == ".hpp":
        guarded = path.read_text(encoding="utf-8").startswith("#pragma once\n")
        return [] if guarded else [f"{relative}:1: begins with something else than #pragma once"]
    own = relative.with_suffix(".hpp")
    names = [name for _, name in includes(path)]
    if (TOP / own).exists() and names[:1] != [own.as_posix()]:
        return [f"{relative}: does not include {own} first"]
    return []


def main():
    files = [path for top in ("engine", "app") for path in sorted((TOP / top).rglob("*.[hc]pp"))]
    if not files:
        sys.exit("no sources found")
    complaints = [line for path in files for line in order_complaints(path) + header_complaints(path)]
    print("\n".join(complaints) or f"{len(files)} files include what they may")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
