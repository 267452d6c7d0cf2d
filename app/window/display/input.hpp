#pragma once
// What the person did since the last frame, in pixels of the framebuffer; handed to Dear ImGui by us, so that a window,
// a picture without a display and every version of ImGui work the same way.

#include <string>
#include <vector>

namespace ravine {

/// Keys by GLFW's numbers (letters and digits are their ASCII capitals).
struct KeyPress {
    int key = 0;
    bool control = false, shift = false, alt = false;
    bool repeated = false;
};

struct InputEvent {
    enum class Kind { pointer, pointer_left, button, wheel, key, character, focus };
    Kind kind = Kind::pointer;
    float x = 0, y = 0;       ///< pointer: place; wheel: amount
    int code = 0;             ///< button, key or character
    bool down = false;        ///< button and key; focus: gained
    KeyPress modifiers = {};  ///< key: with the state of the modifiers
    bool repeated = false;
};

struct FrameInput {
    int width = 0, height = 0;  ///< of the framebuffer
    float content_scale = 1;    ///< pixels per logical pixel, as the monitor says
    double seconds = 1.0 / 60;  ///< since the last frame
    std::vector<InputEvent> events;
    bool is_lost = false;  ///< what was drawn last is no longer there: its size has changed or it was covered
};

/// Tells ImGui's keys which of our numbers they are, and how to reach the clipboard; once per context.
void set_up_imgui_input();

/// Hands the events to ImGui. Returns the keys pressed in them, for shortcuts.
std::vector<KeyPress> feed_imgui(const FrameInput& input);

/// True where events wait for the next frame, because this one would have hidden them (a press and its release).
bool input_is_waiting();

}  // namespace ravine
