#include "app/window/pictures/point_signs.hpp"

#include <algorithm>
#include <cmath>

#include "app/window/look/theme.hpp"

namespace ravine {

namespace {

/// Dark in both themes: a white rim would not part a yellow point from its own pale class.
ImU32 rim_colour() { return theme().light ? theme().muted : theme().halo; }

}  // namespace

void PointSigns::prepare(std::span<const ImU32> colours, float radius) {
    const std::size_t count = std::min(colours.size(), most_colours);
    const float ring = px(1.6f), rim = px(0.9f);
    cell_ = 2 * std::ceil(radius + 0.5f * ring + rim + 0.5f);
    columns_ = static_cast<float>(count);
    std::vector<double> key{radius, ring, rim, static_cast<double>(rim_colour())};
    key.insert(key.end(), colours.begin(), colours.begin() + static_cast<std::ptrdiff_t>(count));
    const auto set = [&](gl::PictureProgram& program) {
        std::vector<float> fills;
        for (const ImU32 colour : colours.first(count))
            for (const float part : to_rgb(colour)) fills.push_back(part);
        program.set("cell", cell_);
        program.set("radius", radius);
        program.set("ring", ring);
        program.set("rim", rim);
        program.set("columns", static_cast<int>(count));
        program.set_colours("fills", static_cast<int>(count), fills.data());
        program.set_colours("halo", 1, to_rgb(rim_colour()).data());
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
