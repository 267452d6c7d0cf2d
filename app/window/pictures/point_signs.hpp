#pragma once
// The signs of data points as a texture: two small rectangles per point, instead of the hundred triangles of two discs.

#include "app/window/pictures/shaded_picture.hpp"

namespace ravine {

class PointSigns {
  public:
    explicit PointSigns(std::shared_ptr<gl::PictureProgram> program) : picture_(std::move(program)) {}

    /// Radius of the points that follow, in pixels.
    void set_radius(float radius);
    /// A disc for training, a ring for validation, both with a rim of the colour `halo`.
    void show(ImDrawList& list, ImVec2 at, ImU32 colour, ImU32 halo, bool filled) const;

  private:
    void place(ImDrawList& list, ImVec2 at, int sign, float size, ImU32 colour) const;

    float radius_ = 3, cell_ = 16;
    ShadedPicture picture_;
};

}  // namespace ravine
