"""Controls of the left panels by real pointer: each has the effect that it promises, on the scenario and on training."""

import support

CURVES_COLOURS = 300  # smooth lines and numbers over a list; the list alone, or what is below it, has half as many
STROKE = [(0.2, 0.5), (0.35, 0.5), (0.5, 0.5), (0.65, 0.5), (0.8, 0.5)]


class Controls(support.WindowCase):
    def slide(self, name, share):
        """Pulls the slider's knob to a share of its track."""
        key = name.split(".")[1]
        before = self.window.state()["settings"][key]
        self.window.reach(name)
        self.window.drag(name, [(0.5, 0.5), (share, 0.5)])
        self.window.settle()
        after = self.window.state()["settings"][key]
        self.assertNotEqual(after, before)
        return after

    def clear(self):
        self.window.click("data.clear")
        self.window.wait(lambda state: state["drawn"] == 0, "an empty plane")

    def stroke(self):
        before = self.window.state()
        self.window.drag("boundary.boundary", STROKE)
        return self.wait(lambda state: state["undo_steps"] > before["undo_steps"] and
                         state["points"] == state["drawn"], "the stroke")

    def epoch_from_the_start(self):
        """State after a reset and one epoch."""
        self.window.click("top.reset")
        self.wait(lambda state: state["step"] == 0, "the start")
        self.window.key("shift+Right")
        return self.wait(lambda state: state["epoch"] == 1, "one epoch")

    def test_brush_radius(self):
        """A brush of a larger radius scatters points farther, and fewer of them along a stroke."""
        narrow = self.slide("data.brush_radius", 0.1)
        self.clear()
        many = self.stroke()
        wide = self.slide("data.brush_radius", 0.9)
        self.assertGreater(wide, 4 * narrow)
        self.clear()
        few = self.stroke()
        self.assertGreater(many["points"], 2 * few["points"])
        self.assertGreater(few["spread"][1], 3 * many["spread"][1])
        self.picture("controls-brush-radius")

    def test_brush_value(self):
        window = self.window
        window.click("data.task.regress")
        self.wait(lambda state: state["task"] == "regress", "regression")
        value = self.slide("data.brush_target", 0.2)
        self.assertLess(value, -0.3)
        self.clear()
        drawn = self.stroke()
        self.assertGreater(drawn["points"], 5)
        for end in drawn["targets"]:
            self.assertAlmostEqual(end, value, places=6)
        other = self.slide("data.brush_target", 0.8)
        self.clear()
        for end in self.stroke()["targets"]:
            self.assertAlmostEqual(end, other, places=6)
        self.picture("controls-brush-value")

    def choose(self, name, choice, card="training"):
        """Opens a list and picks from it."""
        self.window.reach(f"{card}.{name}")
        self.window.click(f"{card}.{name}")
        self.window.place(f"{card}.{name}.{choice}")
        self.window.click(f"{card}.{name}.{choice}")
        self.window.settle()

    def test_losses(self):
        """A pointer that rests on a loss in the list is told about it, with curves; its settings become sliders."""
        window = self.window
        window.click("data.task.regress")
        self.wait(lambda state: state["task"] == "regress", "regression")
        window.reach("training.loss")
        window.click("training.loss")
        window.place("training.loss.huber")
        window.point_at("training.loss.huber")
        place = window.place("training.loss_curves")
        window.wait(lambda _: self.screen.colours(place) > CURVES_COLOURS, "curves on the screen")
        self.picture("controls-loss-curves")
        window.click("training.loss.huber")
        wide = self.wait(lambda state: state["settings"]["loss"] == "huber", "the Huber loss")
        window.reach("training.scale")
        window.drag("training.scale", [(0.5, 0.5), (0.2, 0.5)])
        narrow = self.wait(lambda state: 0.01 < state["settings"]["loss_settings"][0] < 0.5, "another scale")
        self.assertLess(narrow["train_loss"], 0.7 * wide["train_loss"])
        self.assertNotIn("training.loss_curves", window.controls())
        window.wait(lambda _: self.screen.colours(place) < CURVES_COLOURS, "no curves on the screen")

    def test_task_brings_its_usual_loss(self):
        window = self.window
        before = window.state()["settings"]["loss"]
        window.click("data.task.regress")
        self.wait(lambda state: state["settings"]["loss"] == "mean_squared_error", "the squared error")
        window.click("data.task.classify")
        self.wait(lambda state: state["settings"]["loss"] == before == "binary_cross_entropy", "the cross-entropy")
        window.click("data.generator.blobs")
        self.wait(lambda state: state["settings"]["loss"] == "categorical_cross_entropy", "that of several classes")

    def test_layer_readout(self):
        """A pointer that rests on a layer's name is told what its units and weights do."""
        window = self.window
        window.key("shift+Right")
        self.wait(lambda state: state["epoch"] == 1, "one epoch")
        for name in ("network.layer0.menu", "network.output"):
            window.point_at(name)
            window.place("network.layer_readout")
            window.settle()
            self.picture(f"controls-{name}")
            window.point_at("boundary.panel", 0.5, 0.02)
            window.wait(lambda _: "network.layer_readout" not in window.controls(), "that the numbers are gone")

    def test_batch_size(self):
        """An epoch takes as many steps as the training points need batches."""
        for share in (0.02, 0.6):
            size = self.slide("training.batch_size", share)
            state = self.epoch_from_the_start()
            self.assertEqual(state["step"], -(-state["training_points"] // size))
        self.assertGreater(size, 100)
        for descent, points_each_step in (("stochastic", lambda state: 1), ("batch", lambda state: state["training_points"])):
            self.choose("descent", descent)
            self.window.settle()
            self.assertNotIn("training.batch_size", self.window.controls())
            state = self.epoch_from_the_start()
            self.assertEqual(state["step"], state["training_points"] // points_each_step(state))
        self.picture("controls-batch-descent")
        self.assertNotIn("training.shuffle", self.window.controls())
        self.choose("descent", "mini_batch")
        self.wait(lambda state: state["settings"]["batch_size"] == 32, "mini-batches")

    def test_inputs(self):
        """Augmentation and noise change what a step learns from, and no metric before it; labels stay."""
        plain = self.epoch_from_the_start()
        self.window.reach("data.inputs")
        self.window.click("data.inputs")
        self.window.settle()
        for name in ("scaling", "rotation", "jitter"):
            self.window.reach(f"data.{name}")
            self.window.drag(f"data.{name}", [(0.02, 0.5), (0.8, 0.5)])
            self.wait(lambda state: state["settings"]["augmentation"][name] > 0.1, name)
        moved = self.epoch_from_the_start()
        self.assertNotEqual(moved["train_loss"], plain["train_loss"])
        self.assertEqual(moved["class_counts"], plain["class_counts"])
        self.assertEqual(moved["spread"], plain["spread"])
        self.picture("controls-augmentation")
        self.window.click("data.task.curve")
        self.wait(lambda state: state["settings"]["augmentation"]["rotation"] == 0, "no rotation of a curve")
        self.window.settle()
        self.assertNotIn("data.rotation", self.window.controls())
        self.choose("input_noise", "laplacian", "data")
        self.wait(lambda state: state["settings"]["input_noise"] == "laplacian", "noise")
        self.window.reach("data.deviation")
        self.picture("controls-input-noise")

    def test_penalties(self):
        """A penalty is counted apart from the loss, and keeps the weights smaller than training without it does."""
        free = self.epoch_from_the_start()
        self.assertEqual(free["penalty"], 0)
        self.window.reach("training.regularization")
        self.window.click("training.regularization")
        self.window.settle()
        for name in ("l1", "l2"):
            strength = self.slide(f"training.{name}", 0.7)
            self.assertGreater(strength, 1e-4)
            penalised = self.epoch_from_the_start()
            self.assertGreater(penalised["penalty"], 0)
            self.assertLess(penalised["weight_sum"], free["weight_sum"])
            self.picture(f"controls-{name}")
            self.window.key("ctrl+z")
            self.wait(lambda state: state["settings"][name] == 0, f"{name} undone")

    def test_weight_rules(self):
        """Decay and max-norm keep the weights smaller without a penalty; AdamW, which decays by itself, has no second decay."""
        free = self.epoch_from_the_start()
        self.window.reach("training.regularization")
        self.window.click("training.regularization")
        self.window.settle()
        for name, share in (("decoupled_weight_decay", 0.95), ("max_norm", 0.7)):
            self.assertGreater(self.slide(f"training.{name}", share), 0.1)
            held = self.epoch_from_the_start()
            self.assertEqual(held["penalty"], 0)
            self.assertLess(held["weight_sum"], free["weight_sum"])
            self.picture(f"controls-{name}")
            if name == "max_norm":
                self.window.key("ctrl+z")
                self.wait(lambda state: state["settings"]["max_norm"] == 0, "max-norm undone")
        self.choose("optimizer", "adamw")
        self.wait(lambda state: state["settings"]["decoupled_weight_decay"] == 0, "one decay")
        self.assertNotIn("training.decoupled_weight_decay", self.window.controls())

    def test_shuffle(self):
        """Without shuffling the batches are others, and with it they are the same again for the same seed."""
        shuffled = self.epoch_from_the_start()
        self.window.reach("training.shuffle")
        self.window.click("training.shuffle")
        self.wait(lambda state: not state["settings"]["shuffle"], "no shuffling")
        in_order = self.epoch_from_the_start()
        self.assertNotEqual(in_order["train_loss"], shuffled["train_loss"])
        self.window.click("training.shuffle")
        self.wait(lambda state: state["settings"]["shuffle"], "shuffling again")
        self.assertEqual(self.epoch_from_the_start()["train_loss"], shuffled["train_loss"])

    def test_folds(self):
        """What is folded away comes out with a click, works, and goes back in with another."""
        window = self.window
        for fold, switch, key in (("optimizer_details", "bias_correction", "optimizer"),
                                  ("stop_rules", "stop_epochs", "stop_epochs")):
            self.assertNotIn(f"training.{switch}", window.controls())
            before = window.state()["settings"][key]
            window.reach(f"training.{fold}")
            window.click(f"training.{fold}")
            window.settle()
            window.reach(f"training.{switch}")
            window.click(f"training.{switch}")
            self.wait(lambda state: state["settings"][key] != before, f"another {key}")
            self.picture(f"controls-{fold}")
            window.reach(f"training.{fold}")
            window.click(f"training.{fold}")
            window.settle()
            self.assertNotIn(f"training.{switch}", window.controls())
        self.picture("controls-folded")


if __name__ == "__main__":
    support.run_tests()
