#pragma once
// Where a frame differs from the one before. Most of a window stays the same from frame to frame, and where the
// processor does the drawing, finding that out costs a small part of what drawing it again does.

#include <imgui.h>

#include <span>
#include <vector>

#include "app/window/repaint/pixel_box.hpp"

namespace ravine {

/// The pixels that the command may draw in.
PixelBox clip_box(const ImDrawCmd& command);

class DamageFinder {
  public:
    /// Boxes, apart from each other, that hold every pixel in which `data` can look different from what it was in the
    /// last call. `redrawn`: textures that have got other pixels since.
    std::vector<PixelBox> find(const ImDrawData& data, std::span<const ImTextureID> redrawn);

  private:
    /// One of ImGui's draw lists, as it was.
    struct ListCopy {
        const ImDrawList* list = nullptr;
        std::vector<ImDrawVert> vertices;
        std::vector<ImDrawIdx> indices;
        std::vector<ImDrawCmd> commands;
    };
    static void remember(const ImDrawList& list, ListCopy& copy);
    static const ListCopy* twin(const std::vector<ListCopy>& lists, const ListCopy& wanted);
    bool have_same_order() const;
    static void compare(const ListCopy& before, const ListCopy& after, std::span<const ImTextureID> redrawn,
                        std::vector<PixelBox>& damage);

    std::vector<ListCopy> before_, after_;
};

}  // namespace ravine
