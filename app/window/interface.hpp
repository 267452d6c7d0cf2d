#pragma once
// Everything that is drawn in a frame, on whatever surface is current: a window or a picture without a display.

#include <functional>
#include <memory>
#include <string>

#include "app/window/bars/messages.hpp"
#include "app/window/bars/top_bar.hpp"
#include "app/window/display/input.hpp"
#include "app/window/panels.hpp"
#include "app/window/recording/recorder.hpp"
#include "app/window/repaint/repainter.hpp"
#include "app/window/state/session_link.hpp"
#include "app/window/window.hpp"

namespace ravine {

/// Owns ImGui's context with its OpenGL part; there is one at a time. An OpenGL context must be current.
class ImGuiOwner {
  public:
    ImGuiOwner();
    ~ImGuiOwner();
    ImGuiOwner(const ImGuiOwner&) = delete;
    ImGuiOwner& operator=(const ImGuiOwner&) = delete;
};

class Interface {
  public:
    /// `session` must outlive this. `wake`: called from another thread where a frame is due; may be empty.
    Interface(Session& session, const Opening& opening, std::function<void()> wake = {});

    WindowState& state() { return state_; }
    SessionLink& link() { return link_; }

    /// Draws one frame into the bound framebuffer of input.width × input.height pixels. False where it looks like the
    /// last one: then nothing was drawn. Throws where OpenGL reports an error.
    bool draw(const FrameInput& input);
    /// True while something moves by itself and another frame is wanted.
    bool wants_another() const { return wants_another_ || is_refining_; }
    /// True while a picture is not complete and more frames make it so.
    bool is_refining() const { return is_refining_; }
    /// For the status bar: how many frames were drawn in the last second.
    void set_frames_per_second(double number) { numbers_.frames_per_second = number; }
    /// Writes the registry of controls, for tests; the window's corner on the screen.
    void report_controls(int corner_x, int corner_y) const;

  private:
    void prepare_look(const FrameInput& input);
    void draw_everything(PanelContext& context);
    void save_card_picture(int height);
    void save_file(const FileToSave& file);
    /// A path in the export folder that is still free.
    std::string export_path(const std::string& name) const;
    /// Begins the recording that is wanted, tells of the one that has ended.
    void take_care_of_recordings(const std::string& wanted, const FrameInput& input);

    ImGuiOwner imgui_;
    WindowState state_;
    SessionLink link_;
    Pictures pictures_;
    Messages messages_;
    Recorder recorder_;
    BarNumbers numbers_;
    bool wants_another_ = false, is_refining_ = false;
    Repainter repainter_;
    LookState drawn_look_;
    float scale_ = 0;
};

/// Threads that train and threads that compute pictures, and the back ends there are.
SessionOptions session_options(const Opening& opening);

/// The pixels as a PNG file's bytes.
std::string encode_png(const gl::Pixels& pixels);

}  // namespace ravine
