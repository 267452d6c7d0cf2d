"""How fluid the Landscape is and how long its basin maps take, by `ravine frames` and `ravine bench`, without a display.

A race is a number of optimizers, each with its usual settings but for the learning rate, on a surface."""

import json
import pathlib
import subprocess
import tempfile

OPTIMIZERS = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "nadam", "adamw", "lion", "amsgrad")
RATE = 0.005
# Surface, racers, steps a second.
RACES = (("quadratic_ravine", 3, 20), ("himmelblau", 5, 200), ("himmelblau", 10, 1000), ("himmelblau", 10, 5000))
SECONDS = 5
ACTIVITIES = ("running", "turning", "basins", "dragging")
STEPS_OF_MAP = 256 * 256 * 500
MAPS = ("basins_256_ravine", "basins_256_himmelblau", "basins_256_rosenbrock")


def race_of(surface, racers):
    return {"race": {"surface": surface, "racers": [{"optimizer": {"type": name, "learning_rate": RATE}}
                                                   for name in OPTIMIZERS[:racers]]}, "steps": 0}


def frames(program, surface, racers, speed):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "race.json").write_text(json.dumps(race_of(surface, racers)), encoding="utf-8")
        out = folder / "frames.json"
        subprocess.run([program, "frames", folder / "race.json", "--speed", str(speed), "--seconds", str(SECONDS),
                        "--out", out], check=True, stdout=subprocess.DEVNULL)
        measured = json.loads(out.read_text(encoding="utf-8"))
    return {"surface": surface, "racers": racers, "steps_per_second": speed,
            "activities": {name: measured[name] for name in ACTIVITIES}}


def basin_maps(program, runs):
    maps = []
    for name in MAPS:
        done = subprocess.run([program, "bench", "--json", "--only", name, "--runs", str(runs)], check=True,
                              capture_output=True)
        maps += [{key: row[key] for key in ("label", "threads", "per_second")} for row in
                 json.loads(done.stdout)["rows"]]
    return maps


def measure(program, runs):
    return {"races": [frames(program, *race) for race in RACES], "maps": basin_maps(program, runs)}


def races_table(races):
    lines = [f"| surface | racers | steps a second | {' | '.join(ACTIVITIES)} |\n{'|---' * (3 + len(ACTIVITIES))}|"]
    for race in races:
        cells = [f"{race['activities'][name]['frames_per_second']:.0f} ({race['activities'][name]['median_ms']:.1f}, "
                 f"{race['activities'][name]['p99_ms']:.1f})" for name in ACTIVITIES]
        lines.append(f"| `{race['surface']}` | {race['racers']} | {race['steps_per_second']:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def maps_table(maps):
    lines = [f"| {row['label']} | {row['threads']} | {1000 * STEPS_OF_MAP / row['per_second']:.0f} ms |" for row in maps]
    return "\n".join(["| map | threads | a map |\n|---|---|---|", *lines])


def landscape_section(measured):
    """Empty where nothing was measured."""
    if not measured:
        return ""
    return f"""## The Landscape

Frames a second, and in brackets the milliseconds that a frame's work takes, median and 99th percentile, at 1600 × 1000:

{races_table(measured["races"])}

{maps_table(measured["maps"])}

**How it is measured.** `ravine frames RACE --speed N` draws the whole window for {SECONDS} seconds each while the race
runs, while the 3D view is turned in each frame, while the basin map is shown, and while the start is dragged, so that all
paths are run anew for each frame. OpenGL is Mesa's software renderer; 60 frames a second are drawn at most. Maps are
`ravine bench`'s, 7 runs each, medians.

**What bounds it.** Without a graphics processor the same cores draw the pictures, of which only what has changed is
drawn again: a turned 3D view and a loss panel whose axis grows have changed as a whole.

"""
