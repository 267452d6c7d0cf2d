#include "app/window/pictures/point_signs.hpp"

#include <algorithm>
#include <cmath>

#include "app/window/look/theme.hpp"

namespace ravine {

void PointSigns::prepare(std::span<const PointLook> looks, float radius) {
    const std::size_t count = std::min(looks.size(), most_colours);
    const float ring = px(1.6f), rim = px(0.9f);
    cell_ = 2 * std::ceil(radius + 0.5f * ring + rim + 0.5f);
    columns_ = static_cast<float>(count);
    std::vector<double> key{radius, ring, rim};
    std::vector<float> fills, rims;
    for (const PointLook& look : looks.first(count)) {
        key.insert(key.end(), {static_cast<double>(look.fill), static_cast<double>(look.rim)});
        for (const float part : to_rgb(look.fill)) fills.push_back(part);
        for (const float part : to_rgb(look.rim)) rims.push_back(part);
    }
    const auto set = [&](gl::PictureProgram& program) {
        program.set("cell", cell_);
        program.set("radius", radius);
        program.set("ring", ring);
        program.set("rim", rim);
        program.set("columns", static_cast<int>(count));
        program.set_colours("fills", static_cast<int>(count), fills.data());
        program.set_colours("rims", static_cast<int>(count), rims.data());
    };
    picture_.draw(static_cast<int>(columns_ * cell_), static_cast<int>(2 * cell_), std::move(key), set);
}

void PointSigns::show(ImDrawList& list, ImVec2 at, std::size_t colour, bool filled) const {
    if (picture_.picture() == nullptr) return;
    const float half = 0.5f * cell_, left = static_cast<float>(colour) / columns_;
    const float bottom = filled ? 0.0f : 0.5f;
    list.AddImage(texture_id(picture_.picture()->texture()), {at.x - half, at.y - half}, {at.x + half, at.y + half},
                  {left, bottom}, {left + 1 / columns_, bottom + 0.5f});
}

}  // namespace ravine
