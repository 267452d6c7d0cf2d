#pragma once
// What can be clicked, and where: for tests that use real pointer events. When the environment variable RAVINE_CONTROLS
// names a file, every control's rectangle is written there with a compact state after every frame, with what tells a
// test that its input has arrived and been drawn, on a machine of any speed. Without it nothing is collected.

#include <imgui.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ravine {

class Controls {
  public:
    explicit Controls(const char* path);

    bool is_on() const { return !path_.empty(); }
    /// Names of controls are "panel.control": this sets the part before the point.
    void set_panel(std::string_view panel);
    /// Says where a control is, in pixels of the framebuffer: what of it can be seen, nothing where it is scrolled
    /// away.
    void note(std::string_view name, ImVec2 least, ImVec2 most);
    /// The last item that ImGui was given.
    void note_item(std::string_view name);
    /// A button, a key or the wheel was handed to ImGui.
    void note_input() { ++inputs_; }
    /// Writes the file with `state` (a JSON object). `corner`: the window's place on the screen.
    void end_frame(const std::string& state, int corner_x, int corner_y);
    /// Says in the file that the newest frame is the last until something happens.
    void rest();

  private:
    struct Control {
        std::string name;
        ImVec2 least, most;
    };
    std::string text(const std::string& state, int corner_x, int corner_y) const;
    void write(bool resting);

    std::string path_, panel_, frame_;
    std::vector<Control> controls_;
    std::uint64_t frames_ = 0, inputs_ = 0;
    bool resting_ = false;
};

/// The one for the program.
Controls& controls();

}  // namespace ravine
