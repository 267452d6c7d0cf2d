#!/usr/bin/env python3
"""Makes the references anew, all or those that are named: after a change of the looks that is meant. Look at them.

    RAVINE=build/release/ravine tests/pictures/make_references.py [SCENE...]"""

import sys

import png
from scenes import REFERENCES, SCENES

# Colours rounded to multiples of 4 make files half as large; that is far within the tolerance.
COARSE = bytes(min(255, 4 * ((byte + 2) // 4)) for byte in range(256))


def main():
    REFERENCES.mkdir(exist_ok=True)
    for name in sys.argv[1:] or SCENES:
        data = png.encode(SCENES[name].render().mapped(COARSE))
        (REFERENCES / f"{name}.png").write_bytes(data)
        print(f"{name}.png: {len(data)} bytes")


if __name__ == "__main__":
    main()
