#pragma once
// The signs of data points as one texture: a small rectangle per point, instead of the hundred triangles of two discs.

#include <span>

#include "app/window/pictures/shaded_picture.hpp"

namespace ravine {

/// The colour of a point, and of the rim that parts it from the picture.
struct PointLook {
    ImU32 fill, rim;
};

class PointSigns {
  public:
    explicit PointSigns(std::shared_ptr<gl::PictureProgram> program) : picture_(std::move(program)) {}

    static constexpr std::size_t most_colours = 32;
    /// Colours and radius, in pixels, of the points that follow.
    void prepare(std::span<const PointLook> looks, float radius);
    /// A disc for training, a ring for validation, both with a rim; `colour` is an index into the colours.
    void show(ImDrawList& list, ImVec2 at, std::size_t colour, bool filled) const;

  private:
    float cell_ = 16, columns_ = 1;
    ShadedPicture picture_;
};

}  // namespace ravine
