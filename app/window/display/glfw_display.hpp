#pragma once
// A window on the screen, by GLFW.

#include <memory>
#include <string>

#include "app/window/display/input.hpp"
#include "engine/core/result.hpp"

struct GLFWwindow;
struct GLFWcursor;

namespace ravine {

/// One window with a current OpenGL 3.3 core context. Its own thread calls everything but wake().
class GlfwDisplay {
  public:
    /// Size in logical pixels. Errors: no display, or no OpenGL 3.3.
    static Result<std::unique_ptr<GlfwDisplay>> create(int width, int height, const std::string& title);
    ~GlfwDisplay();
    GlfwDisplay(const GlfwDisplay&) = delete;
    GlfwDisplay& operator=(const GlfwDisplay&) = delete;

    /// Lets ImGui, whose context must be there, copy and paste.
    static void connect_clipboard();
    bool is_closing() const;
    /// Waits until something happens, at most so long; 0 only looks.
    void wait(double seconds);
    /// Ends a wait() early; may be called from any thread.
    static void wake();
    /// What happened since the last call; sizes are current.
    FrameInput take_input();
    bool has_input() const { return changed_ || !input_.events.empty(); }
    /// Draws go to the window from here on.
    void bind() const;
    void present();
    /// The pointer's shape from here on, as ImGui names it.
    void show_cursor(int imgui_cursor);
    /// Nobody can see the window: no need to draw.
    bool is_hidden() const;
    /// The window's corner on the screen, in pixels.
    void position(int& x, int& y) const;

  private:
    GlfwDisplay();
    void listen();
    void on_pointer(double x, double y);

    GLFWwindow* window_ = nullptr;
    GLFWcursor* cursors_[4] = {};
    FrameInput input_;
    bool changed_ = true;  // size, scale, damage
    double last_frame_ = 0;
};

}  // namespace ravine
