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
import zlib

PROGRAM = os.environ["RAVINE"]
SOURCE = pathlib.Path(os.environ["RAVINE_SOURCE"])
PICTURES = pathlib.Path(os.environ.get("RAVINE_BUILD", ".")) / "gui"
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


def png_of_xwd(data):
    """Xvfb keeps its screen in a file of the X window dump format, version 7, with 32 bits a pixel."""
    head = struct.unpack(">25I", data[:100])
    header_size, version, width, height = head[0], head[1], head[4], head[5]
    bits, bytes_per_line, colours = head[11], head[12], head[19]
    assert (version, bits, head[7]) == (7, 32, 0), f"no such screen is expected: {head}"
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

    def __init__(self, folder, width=1600, height=1000, dots_per_inch=96):
        self.folder = pathlib.Path(folder)
        number, write_end = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24", "-dpi", str(dots_per_inch),
             "-fbdir", str(folder), "-nolisten", "tcp", "-noreset"],
            pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(number) as pipe:
            self.name = ":" + pipe.readline().strip()
        assert self.name != ":", "Xvfb did not start"

    def save(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png_of_xwd((self.folder / "Xvfb_screen0").read_bytes()))

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


class ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib.h."""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("rest", ctypes.c_long * 24)]


class WindowCloser:
    """Asks a window to close as a window manager does when its cross is clicked."""

    def __init__(self, display, window):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XInternAtom.restype = ctypes.c_ulong
        self.x11.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        self.x11.XSendEvent.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p]
        self.x11.XFlush.argtypes = self.x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self.display = self.x11.XOpenDisplay(display.encode())
        self.window = window

    def close(self):
        atoms = [self.x11.XInternAtom(self.display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")]
        client_message = 33
        event = ClientMessage(type=client_message, window=self.window, message_type=atoms[0], format=32)
        event.data[0] = atoms[1]
        self.x11.XSendEvent(self.display, self.window, 0, 0, ctypes.byref(event))
        self.x11.XFlush(self.display)

    def stop(self):
        self.x11.XCloseDisplay(self.display)


class Window:
    """The program, started in a folder and with a home of its own."""

    def __init__(self, screen, folder, *arguments, environment=None):
        self.screen, self.folder = screen, pathlib.Path(folder)
        self.file = self.folder / "controls.json"
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(home), "DISPLAY": screen.name,
                            "RAVINE_CONTROLS": str(self.file), "LANG": "C.UTF-8", **(environment or {})}
        self.errors = open(self.folder / "stderr.txt", "w+", encoding="utf-8")
        self.process = subprocess.Popen([PROGRAM, *arguments], cwd=self.folder, env=self.environment,
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

    def controls(self):
        """Rectangles (left, top, right, bottom) on the screen, by name."""
        content = self.read()
        x, y = content["window"]
        return {name: (left + x, top + y, right + x, bottom + y)
                for name, (left, top, right, bottom) in content["controls"].items()}

    def place(self, name, seconds=15):
        """The control's rectangle, once it stands still: a menu that opens is measured before it is shown."""
        end = time.monotonic() + seconds
        looks, last = 0, None
        while time.monotonic() < end:
            now = self.controls().get(name)
            looks = looks + 1 if now is not None and now == last else 0
            last = now
            if looks >= 8:
                return now
            time.sleep(POLL)
        raise AssertionError(f"no control {name}; there are {sorted(self.controls())}")

    def has(self, name):
        return name in self.controls()

    def said(self):
        self.errors.flush()
        return (self.folder / "stderr.txt").read_text(encoding="utf-8")

    # What a person does.

    def point_at(self, name, across=0.5, down=0.5):
        left, top, right, bottom = self.place(name)
        place = round(left + across * (right - left)), round(top + down * (bottom - top))
        self.tool("mousemove", *place)
        return place

    def click(self, name, across=0.5, down=0.5, button=1):
        self.point_at(name, across, down)
        self.tool("click", button)

    def drag(self, name, places, button=1):
        """Pulls the pointer through places given as shares of the control's rectangle."""
        left, top, right, bottom = self.place(name)
        pixels = [(round(left + x * (right - left)), round(top + y * (bottom - top))) for x, y in places]
        self.tool("mousemove", *pixels[0])
        self.tool("mousedown", button)
        for pixel in pixels[1:]:
            self.tool("mousemove", *pixel)
        self.tool("mouseup", button)

    def key(self, *keys):
        self.tool("key", *keys)

    def type(self, text):
        self.tool("type", "--delay", "20", text)

    def resize(self, width, height):
        self.tool("windowsize", "--sync", self.id, width, height)

    def ask_to_close(self):
        """Returns the seconds until the process had ended."""
        closer = WindowCloser(self.screen.name, self.id)
        start = time.monotonic()
        closer.close()
        self.process.wait(30)
        seconds = time.monotonic() - start
        closer.stop()
        return seconds

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

    def picture(self, name):
        self.screen.save(PICTURES / f"{name}.png")

    def keep_last_picture(self):
        """What stood on the screen when a test failed says more than its words."""
        result = self._outcome.result
        if any(case is self for case, _ in result.failures + result.errors):
            self.picture(f"failed-{self.id().rsplit('.', 1)[-1]}")
