"""The pictures of the Landscape that are compared with references, and the faults that the comparison has to see. Each
scene is a race with a way to look at it; a fault is the same scene with something changed that nobody may take for
it."""

import copy
import json
import os
import subprocess
import tempfile
from math import pi
from pathlib import Path

import png

PROGRAM = os.environ["RAVINE"]
REFERENCES = Path(__file__).parent / "references"
# Shares of wrong pixels that are allowed. Debian 13's fonts make up to half of them, faults twice as many and more.
DRAWING, TEXT = 0.001, 0.0025


def racer(optimizer, name=None, **settings):
    own = {key: settings.pop(key) for key in ("visible", "start", "color") if key in settings}
    made = {"optimizer": {"type": optimizer, **settings}, **own}
    return made if name is None else {"name": name, **made}


RAVINE = {"surface": {"type": "quadratic_ravine", "condition_number": 30}, "start": [-4, 1.3],
          "racers": [racer("sgd", learning_rate=0.062), racer("nesterov", learning_rate=0.012),
                     racer("adam", learning_rate=0.12)]}
HIMMELBLAU = {"surface": "himmelblau", "start": [-0.5, -1],
              "racers": [racer("sgd", learning_rate=0.01), racer("adam", learning_rate=0.1)]}
MOMENTUM = {"surface": {"type": "quadratic_ravine", "condition_number": 30}, "start": [-4, 1.3],
            "racers": [racer("momentum", learning_rate=0.02)]}
# No number left of the line x = −1 + y²/4.
ROOT = {"surface": {"type": "formula", "formula": "sqrt(x + 1 - a*y^2) + 0.2*(x - 1)^2 + y^2", "parameters": {"a": 0.25},
                    "window": [-3, 3, -2, 2]},
        "start": [2.5, 1.5], "racers": [racer("sgd", learning_rate=0.05), racer("adam", learning_rate=0.1)]}
PAINTED = {"surface": {"type": "painted", "bowl": 0.1,
                       "heights": [[0, 0, 0, 0, 0], [0, 2, 0, 0, 0], [0, 0, 0, -2, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 3]],
                       "bumps": [{"at": [1, 1.5], "height": 2, "width": 0.6}, {"at": [-1, -1], "height": -2, "width": 0.8}]},
           "start": [-2, 2.2], "racers": [racer("sgd", learning_rate=0.1), racer("momentum", learning_rate=0.03)]}
DIVERGED = {"surface": {"type": "quadratic_ravine", "condition_number": 30}, "start": [-4, 0.02],
            "racers": [racer("sgd", "Too fast", learning_rate=0.075), racer("sgd", learning_rate=0.03)]}


class Scene:
    """`part`: the control of the window that is cut out; none for the picture that `ravine descend` draws."""

    def __init__(self, race, part=None, steps=40, view=None, light=False, most_wrong=DRAWING, size="1100x700"):
        self.race, self.part, self.steps = copy.deepcopy(race), part, steps
        self.view, self.light, self.most_wrong, self.size = dict(view or {}), light, most_wrong, size

    def changed(self, change):
        other = copy.deepcopy(self)
        change(other)
        return other

    def render(self, environment=None):
        with tempfile.TemporaryDirectory() as folder:
            race = Path(folder) / "race.json"
            race.write_text(json.dumps({"race": self.race, "steps": self.steps}), encoding="utf-8")
            out, controls = Path(folder) / "out.png", Path(folder) / "controls.json"
            command = ["descend", race, "--out", Path(folder) / "paths", "--picture", out]
            if self.part:
                command = ["screenshot", race, "--size", self.size, "--view", json.dumps(self.view), "--out", out]
                command += ["--light"] if self.light else []
            done = subprocess.run([PROGRAM, *map(str, command)], capture_output=True, text=True, timeout=200, check=False,
                                  env={**os.environ, "RAVINE_CONTROLS": str(controls), **(environment or {})})
            assert (done.returncode, done.stderr) == (0, ""), f"{command}: {done.stderr}"
            whole = png.decode(out.read_bytes())
            if not self.part:
                return whole
            return whole.cropped(json.loads(controls.read_text(encoding="utf-8"))["controls"][self.part])


ALL_OVERLAYS = ["step", "ghost", "gradient", "momentum", "squares", "look_ahead"]
SCENES = {
    "top_view": Scene(RAVINE, "top_view.top_view", view={"overlays": ALL_OVERLAYS, "selected_racer": 2}),
    "contours": Scene({**HIMMELBLAU, "racers": [racer("sgd", visible=False)]}, "top_view.top_view"),
    "top_view_light": Scene(HIMMELBLAU, "top_view.top_view", light=True, view={"shades_heights": True}),
    "relief": Scene(RAVINE, "relief.relief"),
    "relief_light": Scene(HIMMELBLAU, "relief.relief", light=True),
    "basins": Scene(HIMMELBLAU, "top_view.top_view", view={"shows_basins": True}),
    "rate_map": Scene(MOMENTUM, "race_loss.panel", view={"loss_view": "rate_map"}),
    "loss": Scene(RAVINE, "race_loss.panel", steps=120),
    "loss_light": Scene(RAVINE, "race_loss.panel", steps=120, light=True, view={"loss_view": "evaluation"}),
    "numbers": Scene(RAVINE, "numbers.panel", view={"selected_racer": 2}, most_wrong=TEXT, size="1600x1000"),
    "standing": Scene(RAVINE, "standing.panel", view={"goal": 1}, most_wrong=TEXT, size="1600x1000"),
    "formula": Scene(ROOT, "top_view.top_view"),
    "formula_relief": Scene(ROOT, "relief.relief"),
    "painted": Scene(PAINTED, "top_view.top_view", light=True),
    "painted_relief": Scene(PAINTED, "relief.relief"),
    "diverged": Scene(DIVERGED, "top_view.top_view", steps=60),
    "diverged_standing": Scene(DIVERGED, "standing.panel", steps=60, most_wrong=TEXT, size="1600x1000"),
    "file": Scene(HIMMELBLAU),
}


# What a fault changes of a scene.

def race_change(key, value):
    return lambda scene: scene.race.__setitem__(key, value)


def racer_change(index, **changes):
    return lambda scene: scene.race["racers"][index].update(changes)


def rate_change(index, rate):
    return lambda scene: scene.race["racers"][index]["optimizer"].update(learning_rate=rate)


def surface_change(**changes):
    return lambda scene: scene.race["surface"].update(changes)


def view_change(**changes):
    return lambda scene: scene.view.update(changes)


def steps_change(steps):
    return lambda scene: setattr(scene, "steps", steps)


def other_light(scene):
    scene.light = not scene.light


# Scene, what is wrong, and the change that makes it so.
FAULTS = [
    ("top_view", "the paths are 3 pixels off", race_change("start", [-4, 1.276])),
    ("top_view", "a racer is missing", racer_change(1, visible=False)),
    ("top_view", "y is mirrored", race_change("start", [-4, -1.3])),
    ("top_view", "heights are not logarithmic", view_change(logarithmic_heights=False)),
    ("top_view", "the contours are those of another surface", surface_change(condition_number=33)),
    ("top_view", "no arrows and boxes", view_change(overlays=[])),
    ("top_view", "one step too many", steps_change(41)),
    ("top_view", "two racers have exchanged their colours", lambda scene: [
        racer["optimizer"] and scene.race["racers"][i].update(color=1 - i) for i, racer in
        enumerate(scene.race["racers"][:2])]),
    ("top_view_light", "it is dark", other_light),
    ("top_view_light", "no light falls on the heights", view_change(shades_heights=False)),
    ("relief", "a racer is missing", racer_change(0, visible=False)),
    ("relief", "the camera is turned by two degrees",
     view_change(camera={"angles": [-0.24 * pi + pi / 90, 0.26 * pi, 5]})),
    ("relief_light", "heights are not logarithmic", view_change(logarithmic_heights=False)),
    ("basins", "the basins are those of another learning rate", rate_change(0, 0.012)),
    ("basins", "the heights are shown", view_change(shows_basins=False)),
    ("rate_map", "another start", race_change("start", [-1, 0])),
    ("rate_map", "another surface", surface_change(condition_number=40)),
    ("loss", "a racer is missing", racer_change(0, visible=False)),
    ("loss", "a learning rate a tenth larger", rate_change(2, 0.132)),
    ("loss", "the losses are not logarithmic", view_change(logarithmic_loss=False)),
    ("numbers", "the numbers are those of the next step", steps_change(41)),
    ("numbers", "the numbers are another racer's", view_change(selected_racer=1)),
    ("standing", "another goal", view_change(goal=0.1)),
    ("standing", "the losses are those of another step", steps_change(47)),
    ("formula", "nothing is hatched", surface_change(formula="sqrt(abs(x + 1 - a*y^2)) + 0.2*(x - 1)^2 + y^2")),
    ("formula", "the edge of what is hatched is elsewhere", surface_change(parameters={"a": 0.3})),
    ("formula_relief", "where there is no number there is ground",
     surface_change(formula="sqrt(abs(x + 1 - a*y^2)) + 0.2*(x - 1)^2 + y^2")),
    ("painted", "a bump is missing", lambda scene: scene.race["surface"]["bumps"].pop()),
    ("painted", "the heights are upside down", lambda scene: scene.race["surface"]["heights"].reverse()),
    ("painted_relief", "a bump is missing", lambda scene: scene.race["surface"]["bumps"].pop()),
    ("diverged", "nobody diverges", rate_change(0, 0.065)),
    ("diverged_standing", "nobody diverges", rate_change(0, 0.065)),
    ("file", "a racer is missing", lambda scene: scene.race["racers"].pop()),
    ("file", "the paths begin a little lower", race_change("start", [-0.5, -1.05])),
]
