#include <GLFW/glfw3.h>
#include <imgui.h>

#include <atomic>
#include <chrono>

#include "app/window/controls.hpp"
#include "app/window/display/glfw_display.hpp"
#include "app/window/interface.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/window.hpp"

namespace ravine {
namespace {

constexpr double frame_seconds = 1.0 / 60;
/// After an event ImGui needs a few frames to settle: a popup is measured before it is shown.
constexpr int frames_after_input = 8;
/// Nothing happens: look around this often all the same (a shader changed, the fps in the status bar is stale).
constexpr double idle_seconds = 1.0;

/// Decides when to draw: while something changes or moves, at most 60 times a second; else not at all.
class Pace {
  public:
    /// Waits for a reason to draw, and for the time to do so. False where there was none: look again.
    bool wait(GlfwDisplay& display, std::atomic<bool>& snapshot_is_new, bool wants_another) {
        const bool due = owed_ > 0 || wants_another || snapshot_is_new.load();
        if (!due) controls().rest();
        display.wait(due ? std::max(0.0, next_ - glfwGetTime()) : idle_seconds);
        if (display.has_input()) owed_ = frames_after_input;
        const bool new_snapshot = snapshot_is_new.load();
        const bool is_idle = display.is_hidden() || !(owed_ > 0 || wants_another || new_snapshot);
        if (is_idle) frames_ = 0, since_ = glfwGetTime();  // a rate is of frames that were wanted
        if (is_idle || glfwGetTime() < next_) return false;
        snapshot_is_new = false;
        if (owed_ > 0) --owed_;
        next_ = std::max(next_ + frame_seconds, glfwGetTime() + 0.25 * frame_seconds);
        return true;
    }

    /// Frames in the last second.
    double count() {
        const double now = glfwGetTime();
        ++frames_;
        if (now - since_ >= 1) {
            per_second_ = frames_ / (now - since_);
            frames_ = 0;
            since_ = now;
        }
        return per_second_;
    }

  private:
    int owed_ = frames_after_input;
    double next_ = 0, since_ = 0, per_second_ = 60;
    int frames_ = 0;
};

}  // namespace

Status run_window(const WindowOptions& options) {
    prepare_fonts(1);  // the usual scale; at another one they are drawn anew
    auto display = GlfwDisplay::create(options.width, options.height, "Ravine");
    if (!display) return display.error();
    GlfwDisplay& window = **display;
    std::atomic<bool> snapshot_is_new = false;
    SessionOptions session_settings = session_options(options.opening);
    const auto wake = [&snapshot_is_new] {
        snapshot_is_new = true;
        GlfwDisplay::wake();
    };
    session_settings.notify = wake;
    Session session(session_settings);
    Interface interface(session, options.opening, wake);
    GlfwDisplay::connect_clipboard();
    interface.state().look.light = options.light;
    interface.state().look.presenter = options.presenter;

    Pace pace;
    while (!window.is_closing()) {
        if (!pace.wait(window, snapshot_is_new, interface.wants_another())) continue;
        window.bind();
        if (interface.draw(window.take_input())) window.present();
        window.show_cursor(ImGui::GetMouseCursor());
        interface.set_frames_per_second(pace.count());
        int x = 0, y = 0;
        window.position(x, y);
        interface.report_controls(x, y);
    }
    return {};
}

}  // namespace ravine
