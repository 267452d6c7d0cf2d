#include "app/window/display/glfw_display.hpp"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include <utility>

#include "app/window/display/software_renderer.hpp"
#include "app/window/gl/opengl.hpp"

namespace ravine {
namespace {

GlfwDisplay& self(GLFWwindow* window) { return *static_cast<GlfwDisplay*>(glfwGetWindowUserPointer(window)); }

KeyPress key_press(int key, int action, int modifiers) {
    return {key, (modifiers & GLFW_MOD_CONTROL) != 0, (modifiers & GLFW_MOD_SHIFT) != 0,
            (modifiers & GLFW_MOD_ALT) != 0, action == GLFW_REPEAT};
}

/// The key by the character on it, so that Ctrl+Z is where the layout has its Z.
int key_of_layout(int key, int scancode) {
    if (key < GLFW_KEY_A || key > GLFW_KEY_Z) return key;
    const char* name = glfwGetKeyName(key, scancode);
    const bool is_letter = name != nullptr && name[0] >= 'a' && name[0] <= 'z' && name[1] == '\0';
    return is_letter ? name[0] - 'a' + GLFW_KEY_A : key;
}

constexpr std::pair<ImGuiMouseCursor, int> cursor_rows[] = {{ImGuiMouseCursor_TextInput, GLFW_IBEAM_CURSOR},
                                                            {ImGuiMouseCursor_Hand, GLFW_HAND_CURSOR},
                                                            {ImGuiMouseCursor_ResizeEW, GLFW_HRESIZE_CURSOR},
                                                            {ImGuiMouseCursor_ResizeAll, GLFW_CROSSHAIR_CURSOR}};

std::string last_glfw_error() {
    const char* words = nullptr;
    glfwGetError(&words);
    return words != nullptr ? words : "GLFW gives no reason";
}

}  // namespace

GlfwDisplay::GlfwDisplay() = default;

Result<std::unique_ptr<GlfwDisplay>> GlfwDisplay::create(int width, int height, const std::string& title) {
    leave_room_for_training();
    if (glfwInit() != GLFW_TRUE)
        return system_error("no display: " + last_glfw_error(), "window",
                            "subcommands such as 'ravine screenshot' run without one");
    std::unique_ptr<GlfwDisplay> made(new GlfwDisplay);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "ravine");
    made->window_ = glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr);
    if (made->window_ == nullptr) return system_error("no window with OpenGL 3.3: " + last_glfw_error(), "window");
    glfwMakeContextCurrent(made->window_);
    glfwSwapInterval(1);
    glfwSetWindowSizeLimits(made->window_, 960, 600, GLFW_DONT_CARE, GLFW_DONT_CARE);
    for (std::size_t i = 0; i < std::size(cursor_rows); ++i)
        made->cursors_[i] = glfwCreateStandardCursor(cursor_rows[i].second);
    made->listen();
    made->last_frame_ = glfwGetTime();
    return made;
}

GlfwDisplay::~GlfwDisplay() {
    for (GLFWcursor* cursor : cursors_)
        if (cursor != nullptr) glfwDestroyCursor(cursor);
    if (window_ != nullptr) glfwDestroyWindow(window_);
    glfwTerminate();
}

void GlfwDisplay::listen() {
    using Kind = InputEvent::Kind;
    glfwSetWindowUserPointer(window_, this);
    glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double x, double y) { self(w).on_pointer(x, y); });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int inside) {
        if (inside == GLFW_FALSE) self(w).input_.events.push_back({Kind::pointer_left});
    });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int) {
        if (button < 5) self(w).input_.events.push_back({Kind::button, 0, 0, button, action == GLFW_PRESS});
    });
    glfwSetScrollCallback(window_, [](GLFWwindow* w, double x, double y) {
        self(w).input_.events.push_back({Kind::wheel, static_cast<float>(x), static_cast<float>(y)});
    });
    glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int scancode, int action, int modifiers) {
        const int code = key_of_layout(key, scancode);
        self(w).input_.events.push_back(
            {Kind::key, 0, 0, code, action != GLFW_RELEASE, key_press(code, action, modifiers)});
    });
    glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned character) {
        self(w).input_.events.push_back({Kind::character, 0, 0, static_cast<int>(character), true});
    });
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int focused) {
        self(w).input_.events.push_back({Kind::focus, 0, 0, 0, focused == GLFW_TRUE});
    });
    glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int, int) { self(w).changed_ = true; });
    glfwSetWindowContentScaleCallback(window_, [](GLFWwindow* w, float, float) { self(w).changed_ = true; });
    glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { self(w).changed_ = true; });
}

void GlfwDisplay::connect_clipboard() {
    ImGuiIO& io = ImGui::GetIO();
    io.GetClipboardTextFn = [](void*) { return glfwGetClipboardString(nullptr); };
    io.SetClipboardTextFn = [](void*, const char* text) { glfwSetClipboardString(nullptr, text); };
}

void GlfwDisplay::on_pointer(double x, double y) {
    int width = 0, height = 0, pixel_width = 0, pixel_height = 0;
    glfwGetWindowSize(window_, &width, &height);
    glfwGetFramebufferSize(window_, &pixel_width, &pixel_height);
    const double ratio = width > 0 ? static_cast<double>(pixel_width) / width : 1;
    input_.events.push_back({InputEvent::Kind::pointer, static_cast<float>(x * ratio), static_cast<float>(y * ratio)});
}

bool GlfwDisplay::is_closing() const { return glfwWindowShouldClose(window_) == GLFW_TRUE; }

void GlfwDisplay::wait(double seconds) {
    if (seconds > 0)
        glfwWaitEventsTimeout(seconds);
    else
        glfwPollEvents();
}

void GlfwDisplay::wake() { glfwPostEmptyEvent(); }

FrameInput GlfwDisplay::take_input() {
    float scale_x = 1, scale_y = 1;
    glfwGetWindowContentScale(window_, &scale_x, &scale_y);
    glfwGetFramebufferSize(window_, &input_.width, &input_.height);
    input_.content_scale = scale_x;
    const double now = glfwGetTime();
    input_.seconds = now - std::exchange(last_frame_, now);
    input_.is_lost = changed_;
    FrameInput taken = input_;
    input_.events.clear();
    changed_ = false;
    return taken;
}

void GlfwDisplay::bind() const {
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(0, 0, width, height);
}

void GlfwDisplay::show_cursor(int imgui_cursor) {
    GLFWcursor* cursor = nullptr;
    for (std::size_t i = 0; i < std::size(cursor_rows); ++i)
        if (cursor_rows[i].first == imgui_cursor) cursor = cursors_[i];
    glfwSetCursor(window_, cursor);
}

void GlfwDisplay::present() { glfwSwapBuffers(window_); }

bool GlfwDisplay::is_hidden() const { return glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == GLFW_TRUE; }

void GlfwDisplay::position(int& x, int& y) const { glfwGetWindowPos(window_, &x, &y); }

}  // namespace ravine
