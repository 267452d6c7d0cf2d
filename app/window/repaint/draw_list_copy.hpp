#pragma once
// One of ImGui's draw lists as it was in a frame: ImGui itself overwrites it in the next.

#include <imgui.h>

#include <vector>

#include "app/window/repaint/pixel_box.hpp"

namespace ravine {

/// The pixels that the command may draw in.
PixelBox clip_box(const ImDrawCmd& command);

struct DrawListCopy {
    const ImDrawList* list = nullptr;
    std::vector<ImDrawVert> vertices;
    std::vector<ImDrawIdx> indices;
    std::vector<ImDrawCmd> commands;

    void take(const ImDrawList& from);
    bool operator==(const DrawListCopy& other) const;
};

/// The triangles that a command of a list draws, in their order.
class Triangles {
  public:
    Triangles(const DrawListCopy& list, const ImDrawCmd& command)
        : vertices_(list.vertices.data() + command.VtxOffset),
          corners_(list.indices.data() + command.IdxOffset),
          count_(command.ElemCount / 3),
          clip_(clip_box(command)) {}

    std::size_t count() const { return count_; }
    bool is_same(std::size_t triangle, const Triangles& others, std::size_t other) const;
    /// The pixels that it may change.
    PixelBox box(std::size_t triangle) const;

  private:
    const ImDrawVert& corner(std::size_t triangle, std::size_t corner) const {
        return vertices_[corners_[3 * triangle + corner]];
    }

    const ImDrawVert* vertices_;
    const ImDrawIdx* corners_;
    std::size_t count_;
    PixelBox clip_;
};

}  // namespace ravine
