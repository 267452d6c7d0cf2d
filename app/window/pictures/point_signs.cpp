#include "app/window/pictures/point_signs.hpp"

#include <cmath>

#include "app/window/look/theme.hpp"

namespace ravine {

void PointSigns::set_radius(float radius) {
    radius_ = radius;
    const float ring = px(1.6f), rim = px(3.4f);
    cell_ = 2 * std::ceil(radius + rim + 1);
    picture_.draw(static_cast<int>(3 * cell_), static_cast<int>(cell_), {radius, ring, rim},
                  [&](gl::PictureProgram& program) {
                      program.set("cell", cell_);
                      program.set("radius", radius);
                      program.set("ring", ring);
                      program.set("rim", rim);
                  });
}

void PointSigns::place(ImDrawList& list, ImVec2 at, int sign, float size, ImU32 colour) const {
    const float half = 0.5f * cell_ * size, left = static_cast<float>(sign) / 3;
    list.AddImage(texture_id(*picture_.picture()), {at.x - half, at.y - half}, {at.x + half, at.y + half}, {left, 0},
                  {left + 1.0f / 3, 1}, colour);
}

void PointSigns::show(ImDrawList& list, ImVec2 at, ImU32 colour, ImU32 halo, bool filled) const {
    if (picture_.picture() == nullptr) return;
    if (filled) {
        place(list, at, 0, (radius_ + px(1)) / radius_, halo);
        place(list, at, 0, 1, colour);
    } else {
        place(list, at, 2, 1, with_alpha(halo, 0.75f));
        place(list, at, 1, 1, colour);
    }
}

}  // namespace ravine
