#pragma once
// Draw data that shows itself within a box only.

#include <imgui.h>

#include <span>
#include <vector>

#include "app/window/repaint/draw_list_copy.hpp"

namespace ravine {

/// Consecutive triangles of a command, few enough to lie close together.
struct ListPart {
    std::size_t command;
    unsigned first, count;  ///< indices, from the command's first one on
    PixelBox box;           ///< that they may change
};

/// All of a list's triangles, in their order.
std::vector<ListPart> parts_of(const DrawListCopy& list);

/// ImGui's lists with commands for what lies in the box instead of their own, which they get back in the end.
class ClippedDrawData {
  public:
    /// parts: of each list.
    ClippedDrawData(const ImDrawData& data, std::span<const std::vector<ListPart>> parts, const PixelBox& box);
    ~ClippedDrawData();
    ClippedDrawData(const ClippedDrawData&) = delete;
    ClippedDrawData& operator=(const ClippedDrawData&) = delete;

    ImDrawData& data() { return part_; }

  private:
    struct Shown {
        ImDrawList* list;
        ImVector<ImDrawCmd> own;
    };
    ImDrawData part_;
    std::vector<Shown> shown_;
    std::vector<ImDrawList*> lists_;
};

}  // namespace ravine
