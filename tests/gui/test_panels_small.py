"""Panels in windows of several sizes: every control lies inside the window, none covers another, each has its own name."""

import json

import support


def overlap(a, b):
    """How far two rectangles reach into each other, in pixels."""
    return min(min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1]))


class Panels(support.Case):
    size = (3840, 2160)

    def names(self, window):
        pairs = json.loads(window.file.read_text(encoding="utf-8"), object_pairs_hook=list)
        return [name for name, _ in dict(pairs)["controls"]]

    def check(self, window, width, height, picture):
        names = self.names(window)
        self.assertEqual(len(names), len(set(names)), sorted(name for name in names if names.count(name) > 1))
        controls = window.controls()
        for name, (left, top, right, bottom) in controls.items():
            inside = -1 <= left < right <= width + 1 and -1 <= top < bottom <= height + 1
            self.assertTrue(inside, f"{picture}: {name} at {left, top, right, bottom} leaves {width} × {height}")
        clickable = [(name, place) for name, place in controls.items() if not name.endswith(".panel")]
        for index, (name, place) in enumerate(clickable):
            for other, other_place in clickable[:index]:
                self.assertLess(overlap(place, other_place), 2, f"{picture}: {name} {place} and {other} {other_place}")
        panels = [(name, place) for name, place in controls.items() if name.endswith(".panel")]
        for index, (name, place) in enumerate(panels):
            self.assertGreater(min(place[2] - place[0], place[3] - place[1]), 60, f"{picture}: {name} is tiny")
            for other, other_place in panels[:index]:
                self.assertLess(overlap(place, other_place), 0, f"{picture}: {name} and {other}")

    def look_at_both(self, window, width, height, name):
        """Both workspaces, filled by some training and a race."""
        for workspace in ("playground", "landscape"):
            window.click(f"top.{workspace}")
            window.wait(lambda state: state["workspace"] == workspace, workspace)
            window.settle()
            self.picture(f"panels-{name}-{workspace}", width, height)
            self.check(window, width, height, f"{name} {workspace}")

    def train_and_race(self, window):
        window.key("space")
        window.wait(lambda state: state["epoch"] > 30, "some epochs")
        window.key("space")
        window.wait(lambda state: state["run_state"] == "paused", "the pause")
        window.key("2")
        window.wait(lambda state: state["workspace"] == "landscape", "the Landscape")
        window.key("space")
        window.wait(lambda state: state["race"]["steps"] > 10, "some steps")
        window.key("space")
        window.wait(lambda state: not state["race"]["is_racing"], "the pause")

    def test_sizes(self):
        window = self.start()
        self.train_and_race(window)
        for width, height in ((1600, 1000), (1280, 720), (1024, 700)):
            window.resize(width, height)
            self.look_at_both(window, width, height, f"{width}x{height}")
        window.key("p")
        window.wait(lambda state: state["presenter"], "large type")
        for width, height in ((1600, 1000), (1024, 700), (960, 600)):
            window.resize(width, height)
            window.settle()  # the buttons have moved
            self.look_at_both(window, width, height, f"presenter-{width}x{height}")

    def test_deep_network(self):
        """Of 12 layers × 64 with sigmoids, whose names are long, no head covers another, and the wheel leads to all."""
        layer = {"type": "dense", "units": 64, "activation": "sigmoid", "initializer": "glorot_normal"}
        file = self.folder / "deep.json"
        file.write_text(json.dumps({"task": "classify", "network": {"layers": [layer] * 12},
                                    "data": {"generator": "spiral", "points": 200, "noise": 0.1, "seed": 1}}))
        window = self.start(str(file))
        window.resize(1024, 700)
        window.wait(lambda state: len(state["layers"]) == 13, "the deep network")
        window.settle()
        self.picture("panels-deep", 1024, 700)
        self.check(window, 1024, 700, "deep")
        self.assertNotIn("network.add_layer", window.controls())
        window.reach("network.add_layer")
        self.picture("panels-deep-end", 1024, 700)
        self.check(window, 1024, 700, "deep, at its end")
        window.click("network.add_layer")
        window.wait(lambda state: len(state["layers"]) == 14, "one layer more")

    def test_every_layer(self):
        """Heads of all kinds of layers stand side by side in a small window, with large type, too."""
        layers = [{"type": kind} for kind in ("dense", "batch_norm", "dropout", "gaussian_noise", "layer_norm", "maxout")]
        layers += [{"type": "residual", "activation": "relu", "layers": list(layers)}, layers[0]]
        file = self.folder / "layers.json"
        file.write_text(json.dumps({"task": "classify", "network": {"layers": layers},
                                    "data": {"generator": "spiral", "points": 200, "noise": 0.1, "seed": 1}}))
        window = self.start(str(file))
        for width, height in ((1600, 1000), (1024, 700)):
            window.resize(width, height)
            window.wait(lambda state: len(state["layers"]) == 9, "the network")
            window.settle()
            self.picture(f"panels-layers-{width}x{height}", width, height)
            self.check(window, width, height, "layers")
        window.key("p")
        window.wait(lambda state: state["presenter"], "large type")
        window.resize(1600, 1000)
        window.settle()
        self.picture("panels-layers-presenter", 1600, 1000)
        self.check(window, 1600, 1000, "layers, large")

    def test_fine_monitor(self):
        self.screen.set_dots_per_inch(192)
        window = self.start("--light")
        self.train_and_race(window)
        window.resize(3840, 2160)
        self.look_at_both(window, 3840, 2160, "3840x2160")
        left, top, right, bottom = window.place("top.play")
        self.assertAlmostEqual(bottom - top, 60, delta=2, msg="controls are twice as large")


if __name__ == "__main__":
    support.run_tests()
