"""An ensemble made with a real mouse: members set, trained, looked at one by one, undone and exported."""

import json

import support


class Ensembles(support.WindowCase):
    def open_fold(self):
        if "training.members" not in self.window.controls():
            self.window.reach("training.regularization")
            self.window.click("training.regularization")
        self.window.reach("training.members")

    def set_members(self, count):
        """The slider goes from 1 to 10."""
        self.window.reach("training.members")
        self.window.drag("training.members", [(0.01, 0.5), ((count - 1) / 9, 0.5)])
        return self.wait(lambda state: state["members"] == count, f"{count} members")

    def show(self, member):
        self.window.click("boundary.member")
        self.window.click(f"boundary.member.{member or 'mean'}")
        return self.wait(lambda state: state["shown_member"] == member, f"member {member} shown")

    def export(self, format_id):
        """The file, once it is said to have been saved."""
        self.window.click("top.export")
        self.window.click(f"top.export.{format_id}")
        self.window.wait(lambda state: f"ravine.{format_id}" in state["last_event"], f"the export as {format_id}")
        return self.window.folder / f"ravine.{format_id}"

    def test_early_stopping_is_switched_beside_the_penalties(self):
        window = self.window
        self.open_fold()
        window.reach("training.early_stopping")
        self.assertNotIn("training.patience", window.controls())
        window.click("training.early_stopping")
        self.wait(lambda state: state["settings"]["patience"] == 50, "a patience of 50 epochs")
        window.reach("training.patience")
        window.key("space")
        stopped = self.wait(lambda state: state["run_state"] == "finished", "the end by itself")
        self.assertGreater(stopped["epoch"], 50)
        window.key("ctrl+z")
        self.wait(lambda state: state["settings"]["patience"] is None, "no end any more")

    def test_three_members_are_trained_shown_and_exported(self):
        window = self.window
        self.open_fold()
        self.set_members(3)
        window.reach("training.bootstrap")
        window.click("training.bootstrap")
        self.wait(lambda state: state["settings"]["bootstrap"], "the bootstrap")
        self.picture("ensembles-1-controls")
        window.key("space")
        self.wait(lambda state: state["epoch"] >= 30, "30 epochs")
        window.key("space")
        mean = self.wait(lambda state: state["run_state"] == "paused", "the pause")
        window.settle()
        self.picture("ensembles-2-mean")
        sums = {member: self.show(member)["weight_sum"] for member in (2, 3, 1)}
        window.settle()
        self.picture("ensembles-3-member")
        self.assertEqual(len(set(sums.values())), 3)
        self.assertEqual(self.show(0)["train_loss"], mean["train_loss"])
        self.assertEqual(len(json.loads(self.export("json").read_text(encoding="utf-8"))["members"]), 3)
        self.assertIn(b"members.mean", self.export("onnx").read_bytes())
        window.key("ctrl+z")
        self.wait(lambda state: not state["settings"]["bootstrap"] and state["members"] == 3, "the bootstrap undone")
        window.key("ctrl+z")
        self.wait(lambda state: state["members"] == 0 and state["shown_member"] == 0, "one network again")
        window.key("ctrl+shift+z")
        self.wait(lambda state: state["members"] == 3, "three again")


if __name__ == "__main__":
    support.run_tests()
