#pragma once
// What lies below everything that ImGui draws: the cards' faces and the large pictures. Where the processor does the
// drawing, clearing and copying whole rectangles costs a small part of what filling them with triangles does.

#include <imgui.h>

#include <vector>

#include "app/window/gl/framebuffer.hpp"

namespace ravine {

class Backdrop {
  public:
    /// A rectangle of one colour.
    void fill(ImVec2 least, ImVec2 most, ImU32 colour);
    /// A picture with its upper left corner there, pixel by pixel. It must live until draw().
    void put(const gl::Framebuffer& picture, ImVec2 least);
    /// Draws all of it into the bound framebuffer, on a background of this colour, and forgets it.
    void draw(int height, ImU32 background);

  private:
    struct Face {
        int left, top, right, bottom;
        ImU32 colour;
    };
    struct Placed {
        const gl::Framebuffer* picture;
        int left, top;
    };
    std::vector<Face> faces_;
    std::vector<Placed> pictures_;
};

/// The one of the frame.
Backdrop& backdrop();

}  // namespace ravine
