"""The whole way by hand: an empty plane, two classes drawn with strokes, one layer more, training to 95 %, a pause, ONNX."""

import support

# Shares of the boundary's picture, from its upper left corner. Each class lies in two opposite corners, as in XOR: no
# straight line parts them.
STROKES_A = [[(0.2, 0.2), (0.28, 0.24), (0.36, 0.28)], [(0.66, 0.72), (0.74, 0.76), (0.82, 0.8)]]
STROKES_B = [[(0.8, 0.2), (0.72, 0.24), (0.64, 0.28)], [(0.34, 0.72), (0.26, 0.76), (0.18, 0.8)]]


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def fields(data):
    """A protobuf message's fields: (number, value) with an integer or the bytes."""
    found, at = [], 0
    while at < len(data):
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        else:
            size, at = {1: (8, at), 5: (4, at)}.get(kind) or varint(data, at)
            assert kind in (1, 2, 5) and at + size <= len(data), f"no protobuf message at byte {at}"
            value, at = data[at:at + size], at + size
        found.append((key >> 3, value))
    return found


def all_of(message, number):
    return [value for field, value in fields(message) if field == number]


class DrawTrainExport(support.Case):
    def setUp(self):
        super().setUp()
        self.window = self.start()

    def stroke(self, letter, places):
        """Draws with a class's brush; returns how many points there are then."""
        before = self.window.state()
        self.window.click(f"data.brush.{letter}")
        self.window.drag("boundary.boundary", places)
        return self.wait_stroke(before)["drawn"]

    def wait_stroke(self, before):
        """A stroke is over once it can be undone, and has arrived once the worker counts as many points."""
        return self.window.wait(lambda state: state["undo_steps"] > before["undo_steps"] and not state["waiting"] and
                                state["points"] == state["drawn"], "the points of the stroke")

    def drawn(self):
        return self.window.state()["drawn"]

    def clear(self):
        self.window.click("data.clear")
        self.window.wait(lambda state: state["drawn"] == 0, "an empty plane")

    def wait_drawn(self, count, words):
        self.window.wait(lambda state: state["drawn"] == count, words)

    def test_whole_way(self):
        window = self.window
        window.settle()
        self.picture("draw-1-first-start")
        for picture in ("loss_surface.surface", "network.layer0.unit0"):
            self.assertGreater(self.screen.colours(window.place(picture)), 100, f"{picture} shows no picture")
        self.clear()
        self.picture("draw-2-empty")
        for places in STROKES_A:
            self.stroke("a", places)
        only_a = window.state()["class_counts"]
        self.assertGreater(only_a[0], 10)
        self.assertEqual(only_a[1], 0)
        self.picture("draw-3-one-class")
        for places in STROKES_B:
            self.stroke("b", places)
        counts = window.state()["class_counts"]
        self.assertEqual(counts[0], only_a[0])
        self.assertGreater(counts[1], 10)
        self.picture("draw-4-two-classes")

        layers = window.state()["layers"]
        window.click("network.add_layer")
        window.wait(lambda state: len(state["layers"]) == len(layers) + 1, "one layer more")
        self.picture("draw-5-layer-added")
        window.key("space")
        window.wait(lambda state: state["run_state"] == "running", "training")
        window.wait(lambda state: state["train_accuracy"] >= 0.95 and
                    (state["validation_accuracy"] is None or state["validation_accuracy"] >= 0.95), "95 %", 60)
        self.picture("draw-6-training")
        window.key("space")
        paused = window.wait(lambda state: state["run_state"] == "paused" and not state["waiting"], "the pause")
        self.picture("draw-7-paused")

        window.click("top.export")
        window.place("top.export.onnx")
        self.picture("draw-8-export-menu")
        window.click("top.export.onnx")
        window.wait(lambda state: "ravine.onnx" in state["last_event"], "the word that it was saved")
        self.picture("draw-9-exported")
        self.assertEqual(window.state()["step"], paused["step"])
        self.check_onnx(window.folder / "ravine.onnx", len(layers) + 1)

    def check_onnx(self, path, layers):
        model = path.read_bytes()
        self.assertEqual(all_of(model, 2), [b"Ravine"])
        graph, = all_of(model, 7)
        operators = [all_of(node, 4)[0] for node in all_of(graph, 1)]
        self.assertGreaterEqual(sum(name in (b"Gemm", b"MatMul") for name in operators), layers, operators)
        self.assertEqual([all_of(value, 1)[0] for value in all_of(graph, 11)], [b"x"])
        self.assertEqual([all_of(value, 1)[0] for value in all_of(graph, 12)], [b"y"])
        try:
            import onnx
        except ImportError:
            print("SKIPPED: the checker of the onnx package, which Python has not got here")
        else:
            onnx.checker.check_model(str(path), full_check=True)

    def test_undo(self):
        window = self.window
        self.assertIsNone(self.drawn(), "the points at first are a generator's")
        self.clear()
        first = self.stroke("a", STROKES_A[0])
        second = self.stroke("b", STROKES_B[0])
        self.assertGreater(second, first)
        window.key("ctrl+z")
        self.wait_drawn(first, "one stroke less")
        window.key("ctrl+z")
        self.wait_drawn(0, "both strokes gone")
        window.key("ctrl+z")
        self.wait_drawn(None, "the generator's points again")
        window.key("ctrl+shift+z", "ctrl+shift+z", "ctrl+shift+z")
        self.wait_drawn(second, "both strokes again")
        window.click("data.undo")
        self.wait_drawn(first, "one stroke less by the button")
        window.drag("boundary.boundary", STROKES_A[0], button=3)
        self.wait_drawn(0, "the stroke erased along its way with the right button")

    def test_curve(self):
        window = self.window
        window.click("data.task.curve")
        window.wait(lambda state: state["task"] == "curve", "a curve to fit")
        self.clear()
        slope = [(0.2, 0.2), (0.35, 0.35), (0.5, 0.5)]
        before = window.state()
        window.drag("boundary.boundary", slope)
        self.assertGreater(self.wait_stroke(before)["drawn"], 5)
        self.picture("draw-curve")
        window.drag("boundary.boundary", slope, button=3)
        self.wait_drawn(0, "the curve's points erased where they are seen")


if __name__ == "__main__":
    support.run_tests()
