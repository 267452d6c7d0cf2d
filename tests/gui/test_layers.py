"""Every kind of layer, added and edited in the network's diagram by real pointer."""

import json
import os
import subprocess

import support

KINDS = ["dense", "batch_norm", "dropout", "gaussian_noise", "layer_norm", "maxout", "residual"]


class Layers(support.WindowCase):
    def kinds(self):
        return self.window.state()["settings"]["layers"]

    def add(self, kind, place="add_layer"):
        before = self.kinds()
        self.window.click(f"network.{place}.menu")
        self.window.click(f"network.{place}.{kind}")
        self.wait(lambda state: len(state["settings"]["layers"]) == len(before) + 1 and
                  len(state["layers"]) == len(before) + 2, f"a layer of the kind {kind}")

    def test_kinds_listed(self):
        listed = json.loads(subprocess.run([os.environ["RAVINE"], "list", "layers", "--json"], capture_output=True,
                                           check=True).stdout)
        self.assertEqual([row["id"] for row in listed], KINDS)

    def test_add_each_kind(self):
        window = self.window
        window.click("network.add_layer.menu")
        window.place("network.add_layer.residual")
        self.picture("layers-1-kinds")
        window.key("Escape")
        for kind in KINDS[1:]:
            self.add(kind)
        self.assertEqual(self.kinds(), ["dense", "dense", *KINDS[1:]])
        self.add("dropout", "insert_layer1")
        self.assertEqual(self.kinds()[:3], ["dense", "dropout", "dense"])
        window.key("space")
        self.wait(lambda state: state["epoch"] > 5, "some epochs")
        window.key("space")
        self.wait(lambda state: state["run_state"] == "paused", "the pause")
        window.settle()
        self.picture("layers-2-all")

    def test_menu(self):
        """The kind is changed, a setting moved; a block gets a layer more, whose own menu opens beside it."""
        window = self.window
        window.click("network.layer1.menu")
        window.click("network.layer1.kind")
        window.click("network.layer1.kind.dropout")
        self.wait(lambda state: state["settings"]["layers"] == ["dense", "dropout"], "a dropout layer")
        window.drag("network.rate", [(0.5, 0.5), (0.8, 0.5)])
        self.wait(lambda state: state["settings"]["layer_settings"][1][0] > 0.55, "a larger rate")
        self.picture("layers-3-dropout-menu")
        window.click("network.layer1.kind")
        window.click("network.layer1.kind.residual")
        self.wait(lambda state: state["settings"]["layers"] == ["dense", "residual"], "a residual block")
        window.click("network.layer1.add")
        window.click("network.layer1.add.batch_norm")
        self.wait(lambda state: state["settings"]["layers_inside"][1] == ["dense", "dense", "batch_norm"],
                  "a layer more inside")
        window.click("network.layer1.inside0.menu")
        window.place("network.layer1.inside0.remove")
        self.picture("layers-4-block-menu")
        window.click("network.layer1.inside0.remove")
        self.wait(lambda state: state["settings"]["layers_inside"][1] == ["dense", "batch_norm"], "a layer fewer inside")
        window.click("network.layer1.remove")
        self.wait(lambda state: state["settings"]["layers"] == ["dense"], "the block gone")


if __name__ == "__main__":
    support.run_tests()
