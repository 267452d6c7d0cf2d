"""The order of folders holds: a file includes only what its folder may know, and all that it uses."""

import functools
import os
import pathlib
import re
import sys

TOP = pathlib.Path(os.environ["RAVINE_SOURCE"])
ENGINE = ["core", "formula", "data", "network", "optimize", "compute", "train", "landscape", "lab", "io", "session"]
DOOR = "app/window/window.hpp"  # what the command line asks of the window; includes no graphics itself
GRAPHICS = re.compile(r"^(imgui|backends/imgui|GLFW/|GL/|glad|X11/)")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')

# What ravine_precompile of cmake/libraries.cmake brings to a source unasked, and the names that stand for it.
ALGORITHMS = (
    "all_of any_of none_of clamp copy copy_n count count_if equal fill fill_n find find_if generate lower_bound max "
    "max_element min min_element minmax minmax_element nth_element partial_sort remove_if replace reverse rotate shuffle "
    "sort stable_sort swap_ranges transform unique upper_bound"
).replace(" ", "|")
FUNCTIONS = (
    "abs atan atan2 ceil copysign cos cosh erf exp expm1 fabs floor fma fmod frexp hypot isfinite isinf isnan ldexp lerp log "
    "log10 log1p log2 lround nearbyint nextafter pow round sin sinh sqrt tan tanh trunc"
).replace(" ", "|")
PRECOMPILED = {
    "algorithm": rf"std::(ranges::)?({ALGORITHMS})\(",
    "array": r"std::array\b",
    "cmath": rf"std::({FUNCTIONS})\(",
    "functional": r"std::(function|less|greater|plus|minus|hash|invoke|identity|ref|cref)\b",
    "memory": r"std::(unique_ptr|shared_ptr|weak_ptr|make_unique|make_shared)\b",
    "optional": r"std::(optional|nullopt)\b",
    "span": r"std::span\b",
    "string": r"std::(string|to_string)\b",
    "string_view": r"std::string_view\b",
    "variant": r"std::(variant|visit|get_if|holds_alternative|monostate)\b",
    "vector": r"std::vector\b",
    "fmt/format.h": r"fmt::",
    "Random123/philox.h": r"r123::",
}


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
    if path.name.endswith("-inl.hpp"):  # Highway's convention: included once for each width of vectors
        guarded = "HWY_TARGET_TOGGLE" in path.read_text(encoding="utf-8")
        return [] if guarded else [f"{relative}: is guarded by no toggle"]
    if path.suffix == ".hpp":
        guarded = path.read_text(encoding="utf-8").startswith("#pragma once\n")
        return [] if guarded else [f"{relative}:1: begins with something else than #pragma once"]
    own = relative.with_suffix(".hpp")
    names = [name for _, name in includes(path)]
    if (TOP / own).exists() and names[:1] != [own.as_posix()]:
        return [f"{relative}: does not include {own} first"]
    return []


@functools.cache
def reached(path):
    """What a file includes, itself or through our headers."""
    names = {name for _, name in includes(path)}
    return names.union(*(reached(TOP / name) for name in names if (TOP / name).exists()))


def precompiled_complaints(path):
    """A file that uses what a precompiled header brings includes it all the same."""
    text = re.sub("//.*", "", path.read_text(encoding="utf-8"))
    found = ((name, re.search(use, text)) for name, use in PRECOMPILED.items() if name not in reached(path))
    return [f"{path.relative_to(TOP)}: uses {match.group()} without including <{name}>" for name, match in found if match]


def sources(folder):
    return sorted(path for path in folder.rglob("*") if path.suffix in (".hpp", ".cpp", ".cu"))


def main():
    files = [path for top in ("engine", "app") for path in sources(TOP / top)]
    if not files:
        sys.exit("no sources found")
    complaints = [line for path in files for line in order_complaints(path) + header_complaints(path)]
    files += sources(TOP / "tests")
    complaints += [line for path in files for line in precompiled_complaints(path)]
    print("\n".join(complaints) or f"{len(files)} files include what they may")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
