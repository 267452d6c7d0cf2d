"""What the tests of the window share: the real program on a display of its own, driven by real pointer and key events.

Nothing sleeps to wait: the program writes its state and where its controls are to the file named by RAVINE_CONTROLS
(app/window/controls.hpp), and every wait is for something in that file, with a limit."""

import ctypes
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree
import zlib

PROGRAM = os.environ["RAVINE"]
SOURCE = pathlib.Path(os.environ["RAVINE_SOURCE"])
PICTURES = pathlib.Path(os.environ.get("RAVINE_BUILD", ".")) / "gui"
WHEEL = (4, 5, 6, 7)  # what X11 numbers as buttons
POLL = 0.01  # seconds between two looks at the file


def missing_tool():
    """What these tests need and this machine has not got; empty where all is there."""
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    return ", ".join(missing)


def run_tests():
    """The end of every script: 77 is how CTest is told that a test was skipped."""
    if missing_tool():
        print(f"SKIPPED: {missing_tool()} not found; scripts/packages names the Debian packages", file=sys.stderr)
        sys.exit(77)
    unittest.main(verbosity=2)


def encode_png(width, height, rows):
    """A PNG file's bytes; each row holds red, green and blue of its pixels."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\0" + row for row in rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(lines, 6)) + chunk(b"IEND", b""))


def png_of_xwd(data, most_width=None, most_height=None):
    """Xvfb keeps its screen in a file of the X window dump format, version 7, with 32 bits a pixel."""
    head = struct.unpack(">25I", data[:100])
    header_size, version, width, height = head[0], head[1], head[4], head[5]
    bits, bytes_per_line, colours = head[11], head[12], head[19]
    assert (version, bits, head[7]) == (7, 32, 0), f"no such screen is expected: {head}"
    width, height = min(width, most_width or width), min(height, most_height or height)
    start = header_size + 12 * colours
    rows = []
    for y in range(height):
        line = data[start + y * bytes_per_line:start + y * bytes_per_line + 4 * width]
        row = bytearray(3 * width)
        row[0::3], row[1::3], row[2::3] = line[2::4], line[1::4], line[0::4]
        rows.append(bytes(row))
    return encode_png(width, height, rows)


class Screen:
    """An X server without a monitor."""

    def __init__(self, folder, width=1600, height=1000):
        self.folder = pathlib.Path(folder)
        number, write_end = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24", "-fbdir", str(folder),
             "-nolisten", "tcp", "-noreset"],
            pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(number) as pipe:
            self.name = ":" + pipe.readline().strip()
        assert self.name != ":", "Xvfb did not start"

    def set_dots_per_inch(self, dots):
        """For programs that start from now on; desktops tell them the same way."""
        with Xlib(self.name) as x11:
            x11.set_root_string("RESOURCE_MANAGER", f"Xft.dpi:\t{dots}\n")

    def save(self, path, width=None, height=None):
        """Writes the screen, or its upper left part, as PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png_of_xwd((self.folder / "Xvfb_screen0").read_bytes(), width, height))

    def pixels(self, place):
        """The colours of all pixels in a rectangle of the screen, each as three bytes."""
        left, top, right, bottom = map(round, place)
        data = (self.folder / "Xvfb_screen0").read_bytes()
        header_size, bytes_per_line, colours = (struct.unpack(">25I", data[:100])[field] for field in (0, 12, 19))
        start = header_size + 12 * colours
        lines = (data[start + y * bytes_per_line + 4 * left:start + y * bytes_per_line + 4 * right]
                 for y in range(top, bottom))
        return [line[x:x + 3] for line in lines for x in range(0, len(line), 4)]

    def colours(self, place):
        """How many different colours a rectangle of the screen has; flat areas and type have a few dozen."""
        return len(set(self.pixels(place)))

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


class ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib.h."""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("rest", ctypes.c_long * 24)]


class Xlib:
    """The few calls that xdotool has not got."""

    def __init__(self, display):
        self.library = ctypes.CDLL("libX11.so.6")
        pointer, number, integer = ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int
        for name, result, arguments in (
                ("XOpenDisplay", pointer, [ctypes.c_char_p]), ("XCloseDisplay", integer, [pointer]),
                ("XDefaultRootWindow", number, [pointer]), ("XInternAtom", number, [pointer, ctypes.c_char_p, integer]),
                ("XSync", integer, [pointer, integer]),
                ("XSendEvent", integer, [pointer, number, integer, ctypes.c_long, pointer]),
                ("XChangeProperty", integer, [pointer, number, number, number, integer, integer, ctypes.c_char_p,
                                              integer])):
            function = getattr(self.library, name)
            function.restype, function.argtypes = result, arguments
        self.display = self.library.XOpenDisplay(display.encode())
        assert self.display, f"no display {display}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.library.XCloseDisplay(self.display)

    def atom(self, name):
        return self.library.XInternAtom(self.display, name.encode(), 0)

    def set_root_string(self, name, text):
        root, content = self.library.XDefaultRootWindow(self.display), text.encode()
        self.library.XChangeProperty(self.display, root, self.atom(name), self.atom("STRING"), 8, 0, content,
                                     len(content))
        self.library.XSync(self.display, 0)

    def ask_to_close(self, window):
        """As a window manager does when a window's cross is clicked."""
        client_message = 33
        event = ClientMessage(type=client_message, window=window, message_type=self.atom("WM_PROTOCOLS"), format=32)
        event.data[0] = self.atom("WM_DELETE_WINDOW")
        self.library.XSendEvent(self.display, window, 0, 0, ctypes.byref(event))
        self.library.XSync(self.display, 0)


class Window:
    """The program, started in a folder and with a home of its own."""

    def __init__(self, screen, folder, *arguments, environment=None, program=PROGRAM):
        self.screen, self.folder = screen, pathlib.Path(folder)
        self.file = self.folder / "controls.json"
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(home), "DISPLAY": screen.name,
                            "XDG_RUNTIME_DIR": str(home),  # Wayland's library complains on stderr where it is missing
                            "RAVINE_CONTROLS": str(self.file), "LANG": "C.UTF-8", **(environment or {})}
        self.errors = open(self.folder / "stderr.txt", "w+", encoding="utf-8")
        self.process = subprocess.Popen([program, *arguments], cwd=self.folder, env=self.environment,
                                        stdout=self.errors, stderr=self.errors)
        self.wait(lambda state: not state["waiting"], "the first frame", 60)
        self.id = int(self.tool("search", "--sync", "--onlyvisible", "--class", "ravine").split()[0])
        self.tool("windowfocus", "--sync", str(self.id))

    def tool(self, *arguments):
        done = subprocess.run(["xdotool", *map(str, arguments)], env=self.environment, capture_output=True, text=True,
                              timeout=60, check=False)
        assert done.returncode == 0, f"xdotool {arguments}: {done.stderr}"
        return done.stdout

    # What the program says.

    def read(self):
        """The newest state and controls; None before the first."""
        try:
            return json.loads(self.file.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None

    def state(self):
        return self.read()["state"]

    def wait(self, holds, words, seconds=30):
        """Waits until `holds` of the state; returns the state."""
        end = time.monotonic() + seconds
        last = None
        while time.monotonic() < end:
            assert self.process.poll() is None, f"the program ended with {self.process.returncode}: {self.said()}"
            last = self.read()
            if last is not None and holds(last["state"]):
                return last["state"]
            time.sleep(POLL)
        raise AssertionError(f"after {seconds} s still not: {words}; state {last and last['state']}")

    @staticmethod
    def on_screen(content, rectangle):
        (x, y), (left, top, right, bottom) = content["window"], rectangle
        return left + x, top + y, right + x, bottom + y

    def controls(self):
        """Rectangles (left, top, right, bottom) on the screen, by name."""
        content = self.read()
        return {name: self.on_screen(content, rectangle) for name, rectangle in content["controls"].items()}

    def place(self, name, seconds=15):
        """The control's rectangle, once it stands still: a menu that opens is measured before it is shown."""
        end = time.monotonic() + seconds
        since, last = None, None
        while time.monotonic() < end:
            content = self.read()
            now = content["controls"].get(name)
            if now is None or now != last:
                since, last = content["frame"], now
            elif content["resting"] or content["frame"] >= since + 6:
                return self.on_screen(content, now)
            time.sleep(POLL)
        raise AssertionError(f"no control {name}; there are {sorted(self.controls())}")

    def settle(self, seconds=30):
        """Waits until the program has been at rest for a while: pictures are refined from coarse to fine."""
        end = time.monotonic() + seconds
        looks, last = 0, None
        while looks < 40:
            assert time.monotonic() < end, "the window does not come to rest"
            now = self.read()
            looks = looks + 1 if now == last and now["resting"] else 0
            last = now
            time.sleep(POLL)

    def reach(self, name):
        """Turns the wheel over the control's panel until it can be seen."""
        panel = name.split(".")[0] + ".panel"
        for button in (5, 4):
            for _ in range(20):
                if name in self.controls():
                    return self.place(name)
                self.click(panel, 0.5, 0.7, button)
                self.place(panel)
        raise AssertionError(f"no control {name} however far {panel} is scrolled")

    def said(self):
        self.errors.flush()
        return (self.folder / "stderr.txt").read_text(encoding="utf-8")

    # What a person does.

    def act(self, inputs, *arguments, seconds=30):
        """An xdotool command whose presses and releases, so many at least, the program has then taken."""
        before = self.read()["inputs"]
        self.tool(*arguments)
        end = time.monotonic() + seconds
        while self.process.poll() is None and self.read()["inputs"] < before + inputs:
            assert time.monotonic() < end, f"xdotool {arguments} did not arrive"
            time.sleep(POLL)

    def point_at(self, name, across=0.5, down=0.5):
        left, top, right, bottom = self.place(name)
        place = round(left + across * (right - left)), round(top + down * (bottom - top))
        self.tool("mousemove", *place)
        return place

    def click(self, name, across=0.5, down=0.5, button=1):
        self.point_at(name, across, down)
        self.act(1 if button in WHEEL else 2, "click", button)

    def drag(self, name, places, button=1):
        """Pulls the pointer through places given as shares of the control's rectangle."""
        left, top, right, bottom = self.place(name)
        pixels = [(round(left + x * (right - left)), round(top + y * (bottom - top))) for x, y in places]
        self.tool("mousemove", *pixels[0])
        self.tool("mousedown", button)
        for pixel in pixels[1:]:
            self.tool("mousemove", *pixel)
        self.act(1, "mouseup", button)

    def key(self, *keys):
        self.act(2 * len(keys), "key", *keys)

    def type(self, text):
        self.act(2 * len(text), "type", "--delay", "20", text)

    def resize(self, width, height):
        self.tool("windowsize", "--sync", self.id, width, height)
        end = time.monotonic() + 30
        while self.read()["size"] != [width, height]:
            assert time.monotonic() < end, f"the window is {self.read()['size']}, not {width} by {height}"
            time.sleep(POLL)

    def ask_to_close(self):
        """Returns the seconds until the process had ended."""
        with Xlib(self.screen.name) as x11:
            start = time.monotonic()
            x11.ask_to_close(self.id)
            self.process.wait(30)
            return time.monotonic() - start

    def cpu_seconds(self):
        """Used by the process so far, all threads together."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(20)
        self.errors.close()


class Case(unittest.TestCase):
    """A test with a screen and a folder of its own."""
    size = (1600, 1000)

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        screen_folder = self.folder / "screen"
        screen_folder.mkdir()
        self.screen = Screen(screen_folder, *self.size)
        self.addCleanup(self.screen.stop)
        self.addCleanup(self.keep_last_picture)

    def start(self, *arguments, **options):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        window = Window(self.screen, folder, *arguments, **options)
        self.addCleanup(window.stop)
        return window

    def picture(self, name, width=None, height=None):
        self.screen.save(PICTURES / f"{name}.png", width, height)

    def keep_last_picture(self):
        """What stood on the screen when a test failed says more than its words."""
        result = self._outcome.result
        if any(case is self for case, _ in result.failures + result.errors):
            self.picture(f"failed-{self.id().rsplit('.', 1)[-1]}")


class WindowCase(Case):
    """A test whose window is open, with nothing left to draw."""

    def setUp(self):
        super().setUp()
        self.window = self.start()
        self.window.settle()

    def wait(self, holds, words):
        """Until it holds, and every command has been carried out."""
        return self.window.wait(lambda state: holds(state) and not state["waiting"], words)


class LandscapeCase(Case):
    """A test whose window is open on the Landscape."""

    def setUp(self):
        super().setUp()
        self.window = self.start()
        self.window.click("top.landscape")
        self.window.wait(lambda state: state["workspace"] == "landscape", "the Landscape")

    def race(self):
        return self.window.state()["race"]

    def wait_race(self, holds, words):
        return self.window.wait(lambda state: holds(state["race"]), words)["race"]

    def save(self, entry, suffix):
        """By the export menu, as a file whose name ends so; returns its path."""
        window = self.window
        window.click("top.export")
        window.click(f"top.export.{entry}")
        words = window.wait(lambda state: state["last_event"].startswith("saved ")
                            and state["last_event"].endswith(suffix), f"saved {suffix}")["last_event"]
        return pathlib.Path(words.removeprefix("saved "))

    def check_picture(self, entry, name, words):
        """Saves a picture as SVG, which has these words, and as PNG, which is as large."""
        root = xml.etree.ElementTree.parse(self.save(f"{entry}_svg", f"{name}.svg")).getroot()
        shown = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        for word in words:
            self.assertIn(word, shown)
        pixels = self.save(f"{entry}_png", f"{name}.png").read_bytes()
        self.assertEqual(pixels[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual(struct.unpack(">II", pixels[16:24]), (int(root.get("width")), int(root.get("height"))))
