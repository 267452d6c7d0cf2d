#include "app/window/display/input.hpp"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>

#include "app/window/controls.hpp"

namespace ravine {
namespace {

/// Keys that ImGui's text fields need.
struct KeyRow {
    int ours;
    ImGuiKey imgui;
};

constexpr KeyRow key_rows[] = {
    {GLFW_KEY_TAB, ImGuiKey_Tab},
    {GLFW_KEY_LEFT, ImGuiKey_LeftArrow},
    {GLFW_KEY_RIGHT, ImGuiKey_RightArrow},
    {GLFW_KEY_UP, ImGuiKey_UpArrow},
    {GLFW_KEY_DOWN, ImGuiKey_DownArrow},
    {GLFW_KEY_HOME, ImGuiKey_Home},
    {GLFW_KEY_END, ImGuiKey_End},
    {GLFW_KEY_PAGE_UP, ImGuiKey_PageUp},
    {GLFW_KEY_PAGE_DOWN, ImGuiKey_PageDown},
    {GLFW_KEY_INSERT, ImGuiKey_Insert},
    {GLFW_KEY_DELETE, ImGuiKey_Delete},
    {GLFW_KEY_BACKSPACE, ImGuiKey_Backspace},
    {GLFW_KEY_ENTER, ImGuiKey_Enter},
    {GLFW_KEY_ESCAPE, ImGuiKey_Escape},
    {GLFW_KEY_SPACE, ImGuiKey_Space},
    {GLFW_KEY_A, ImGuiKey_A},
    {GLFW_KEY_C, ImGuiKey_C},
    {GLFW_KEY_V, ImGuiKey_V},
    {GLFW_KEY_X, ImGuiKey_X},
    {GLFW_KEY_Y, ImGuiKey_Y},
    {GLFW_KEY_Z, ImGuiKey_Z},
};

/// Before 1.87 ImGui reads the state of buttons and keys, not their changes: a press and a release between two frames
/// would not be seen, so the second of them waits here for the next frame. So does a release after a movement, or what
/// is dragged would not arrive where it was let go.
std::vector<InputEvent>& postponed() {
    static std::vector<InputEvent> events;
    return events;
}

#if IMGUI_VERSION_NUM >= 18700

void feed_key(ImGuiIO& io, const InputEvent& event) {
    io.AddKeyEvent(ImGuiMod_Ctrl, event.modifiers.control);
    io.AddKeyEvent(ImGuiMod_Shift, event.modifiers.shift);
    io.AddKeyEvent(ImGuiMod_Alt, event.modifiers.alt);
    for (const KeyRow& row : key_rows)
        if (row.ours == event.code) io.AddKeyEvent(row.imgui, event.down);
}

void feed_event(ImGuiIO& io, const InputEvent& event) {
    switch (event.kind) {
        case InputEvent::Kind::pointer:
            io.AddMousePosEvent(event.x, event.y);
            break;
        case InputEvent::Kind::pointer_left:
            io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
            break;
        case InputEvent::Kind::button:
            io.AddMouseButtonEvent(event.code, event.down);
            break;
        case InputEvent::Kind::wheel:
            io.AddMouseWheelEvent(event.x, event.y);
            break;
        case InputEvent::Kind::key:
            feed_key(io, event);
            break;
        case InputEvent::Kind::character:
            io.AddInputCharacter(static_cast<unsigned>(event.code));
            break;
        case InputEvent::Kind::focus:
            io.AddFocusEvent(event.down);
            break;
    }
}

void map_keys(ImGuiIO&) {}

#else

void feed_key(ImGuiIO& io, const InputEvent& event) {
    io.KeyCtrl = event.modifiers.control;
    io.KeyShift = event.modifiers.shift;
    io.KeyAlt = event.modifiers.alt;
    if (event.code >= 0 && event.code < IM_ARRAYSIZE(io.KeysDown)) io.KeysDown[event.code] = event.down;
}

void feed_event(ImGuiIO& io, const InputEvent& event) {
    switch (event.kind) {
        case InputEvent::Kind::pointer:
            io.MousePos = {event.x, event.y};
            break;
        case InputEvent::Kind::pointer_left:
            io.MousePos = {-FLT_MAX, -FLT_MAX};
            break;
        case InputEvent::Kind::button:
            io.MouseDown[event.code] = event.down;
            break;
        case InputEvent::Kind::wheel:
            io.MouseWheelH += event.x, io.MouseWheel += event.y;
            break;
        case InputEvent::Kind::key:
            feed_key(io, event);
            break;
        case InputEvent::Kind::character:
            io.AddInputCharacter(static_cast<unsigned>(event.code));
            break;
        case InputEvent::Kind::focus:
            break;
    }
}

void map_keys(ImGuiIO& io) {
    for (const KeyRow& row : key_rows) io.KeyMap[row.imgui] = row.ours;
}

#endif

/// A test that presses, turns or types waits for the count of these; a pointer that is there already does not move.
bool is_counted(const InputEvent& event) {
    using Kind = InputEvent::Kind;
    return event.kind == Kind::button || event.kind == Kind::wheel || event.kind == Kind::key;
}

/// True where the event, coming after the `count` first ones in one frame, has to wait for the next one.
bool must_wait(const std::vector<InputEvent>& events, std::size_t count) {
    const InputEvent& event = events[count];
    const bool is_press = event.kind == InputEvent::Kind::button || event.kind == InputEvent::Kind::key;
    const bool moves = event.kind == InputEvent::Kind::pointer;
    const bool releases = event.kind == InputEvent::Kind::button && !event.down;
    return std::any_of(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(count),
                       [&](const InputEvent& other) {
                           const bool same = is_press && other.kind == event.kind && other.code == event.code;
                           return same || (moves && other.kind == InputEvent::Kind::button) ||
                                  (releases && other.kind == InputEvent::Kind::pointer);
                       });
}

/// The events up to the first that has to wait; it and those after it are put aside.
std::vector<InputEvent> events_of_frame(const std::vector<InputEvent>& fresh) {
    std::vector<InputEvent> events = std::move(postponed());
    events.insert(events.end(), fresh.begin(), fresh.end());
    postponed().clear();
    std::size_t count = 0;
    while (count < events.size() && !must_wait(events, count)) ++count;
    const auto waiting = events.begin() + static_cast<std::ptrdiff_t>(count);
    postponed().assign(waiting, events.end());
    events.erase(waiting, events.end());
    return events;
}

}  // namespace

void set_up_imgui_input() { map_keys(ImGui::GetIO()); }

std::vector<KeyPress> feed_imgui(const FrameInput& input) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(input.width), static_cast<float>(input.height)};
    io.DeltaTime = static_cast<float>(std::clamp(input.seconds, 1e-4, 0.25));
    std::vector<KeyPress> pressed;
    for (const InputEvent& event : events_of_frame(input.events)) {
        feed_event(io, event);
        if (is_counted(event)) controls().note_input();
        if (event.kind == InputEvent::Kind::key && event.down) pressed.push_back(event.modifiers);
    }
    return pressed;
}

bool input_is_waiting() { return !postponed().empty(); }

}  // namespace ravine
