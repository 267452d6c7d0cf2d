#pragma once
// What lies below everything that ImGui draws: the cards' faces and the large pictures. Where the processor does the
// drawing, clearing and copying whole rectangles costs a small part of what filling them with triangles does.

#include <imgui.h>

#include <span>
#include <vector>

#include "app/window/gl/framebuffer.hpp"
#include "app/window/repaint/pixel_box.hpp"

namespace ravine {

class Backdrop {
  public:
    /// A rectangle of one colour.
    void fill(ImVec2 least, ImVec2 most, ImU32 colour);
    /// A picture with its upper left corner there, pixel by pixel. It must live until end_frame().
    void put(const gl::Framebuffer& picture, ImVec2 least);

    /// Adds where this frame's backdrop differs from the last one's; `redrawn`: pictures that have other pixels now.
    void find_damage(std::span<const GLuint> redrawn, std::vector<PixelBox>& damage) const;
    /// Draws the part in `box` into the bound framebuffer of this height, on a background of this colour.
    void draw(int height, ImU32 background, const PixelBox& box) const;
    /// Forgets the frame, but for what the next one is compared with.
    void end_frame();

  private:
    struct Face {
        PixelBox box;
        ImU32 colour;
        bool operator==(const Face&) const = default;
    };
    struct Placed {
        const gl::Framebuffer* picture;
        PixelBox box;
        bool operator==(const Placed&) const = default;
    };
    struct Content {
        std::vector<Face> faces;
        std::vector<Placed> pictures;
    };
    Content now_, before_;
};

/// The one of the frame.
Backdrop& backdrop();

}  // namespace ravine
