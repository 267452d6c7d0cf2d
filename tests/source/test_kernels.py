"""What nvcc makes of *.cu for the host has nothing that g++ makes of our headers, too: of the two the linker would take
any, and the CPU's bits would hang on it."""

import os
import pathlib
import re
import subprocess
import sys

OBJECTS = pathlib.Path(os.environ["RAVINE_BUILD"]) / "CMakeFiles"
# Handles of the GPU's things compute nothing, nor what makes and ends objects, nor the standard library's functions that
# know none of our lambdas.
HARMLESS = re.compile(r"^_ZNK?6ravine4cuda|^_ZNK?(St|9__gnu_cxx|3fmt)(?!.*N6ravine.*Ul)|^_ZSt(?!.*N6ravine.*Ul)|[CD][0-2]E")


def objects_of(target):
    return sorted((OBJECTS / f"{target}.dir").rglob("*.o"))


def functions(objects):
    """Mangled names that they define for the linker to take from any of them, and one file of each."""
    listed = subprocess.run(["nm", "--defined-only", "--print-file-name", *objects], check=True, capture_output=True, text=True)
    lines = (re.match(r"(.*):[0-9a-f]* (\S) (\S+)$", line) for line in listed.stdout.splitlines())
    return {line[3]: line[1] for line in lines if line and line[2] == "W"}


def main():
    if not objects_of("ravine_kernels"):
        print("skipped: this build has no kernels")
        sys.exit(77)
    kernels, engine = functions(objects_of("ravine_kernels")), functions(objects_of("ravine_engine"))
    both = sorted(name for name in kernels.keys() & engine.keys() if not HARMLESS.search(name))
    readable = subprocess.run(["c++filt", *both], check=True, capture_output=True, text=True).stdout.splitlines() if both else []
    for name, mangled in zip(readable, both):
        print(f"{pathlib.Path(kernels[mangled]).relative_to(OBJECTS)}: has {name}, which g++ compiles, too: use it in a .cpp")
    print(f"{len(kernels)} functions of kernels' sources, {len(both)} of them wrongly")
    sys.exit(1 if both else 0)


if __name__ == "__main__":
    main()
