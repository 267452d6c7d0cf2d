#pragma once
// Draws only what has changed: the frame is kept in a picture, the parts that differ are drawn again, and the whole is
// copied to the screen.

#include <imgui.h>

#include <memory>
#include <span>

#include "app/window/gl/framebuffer.hpp"
#include "app/window/pictures/backdrop.hpp"
#include "app/window/repaint/damage.hpp"

namespace ravine {

class Repainter {
  public:
    /// Brings the kept picture up to date with the backdrop and what ImGui drew on it. False where nothing differs.
    bool update(int width, int height, ImU32 background, Backdrop& below, const ImDrawData& data);
    /// Draws everything anew in the next update.
    void forget() { frame_.reset(); }
    /// Copies the picture into the bound framebuffer.
    void show() const { frame_->copy_to(0, 0); }
    /// The picture's rectangle with (x, y) as its lower left corner.
    gl::Pixels pixels(int x, int y, int width, int height) const;

  private:
    void draw(std::span<const PixelBox> damage, ImU32 background, const Backdrop& below, const ImDrawData& data) const;

    std::unique_ptr<gl::Framebuffer> frame_;
    ImU32 background_ = 0;
    DamageFinder damage_finder_;
};

}  // namespace ravine
