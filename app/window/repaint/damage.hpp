#pragma once
// Where a frame differs from the one before. Most of a window stays the same from frame to frame, and where the
// processor does the drawing, finding that out costs a small part of what drawing it again does.

#include <imgui.h>

#include <span>
#include <vector>

#include "app/window/repaint/draw_list_copy.hpp"
#include "app/window/repaint/pixel_box.hpp"

namespace ravine {

class DamageFinder {
  public:
    /// Boxes, apart from each other, that hold every pixel in which `data` can look different from what it was in the
    /// last call. `redrawn`: textures that have got other pixels since.
    std::vector<PixelBox> find(const ImDrawData& data, std::span<const ImTextureID> redrawn);

    /// The lists of the last call.
    const std::vector<DrawListCopy>& lists() const { return after_; }

  private:
    static const DrawListCopy* twin(const std::vector<DrawListCopy>& lists, const DrawListCopy& wanted);
    bool have_same_order() const;

    std::vector<DrawListCopy> before_, after_;
};

}  // namespace ravine
