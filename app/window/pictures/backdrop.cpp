#include "app/window/pictures/backdrop.hpp"

#include <utility>

#include "app/window/look/theme.hpp"

namespace ravine {
namespace {

void clear_to(ImU32 colour) {
    const std::array<float, 3> rgb = to_rgb(colour);
    glClearColor(rgb[0], rgb[1], rgb[2], 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

/// Only the pixels of the box are drawn from here on.
void limit_to(int height, const PixelBox& box) {
    glScissor(box.left, height - box.bottom, std::max(0, box.width()), std::max(0, box.height()));
}

/// Adds the boxes of what stands in only one of the lists.
template <class Thing>
void add_differences(const std::vector<Thing>& some, const std::vector<Thing>& others, std::vector<PixelBox>& damage) {
    for (const Thing& thing : some)
        if (std::find(others.begin(), others.end(), thing) == others.end()) join_into(damage, thing.box, 0);
}

}  // namespace

void Backdrop::fill(ImVec2 least, ImVec2 most, ImU32 colour) {
    now_.faces.push_back(
        {{static_cast<int>(least.x), static_cast<int>(least.y), static_cast<int>(most.x), static_cast<int>(most.y)},
         colour});
}

void Backdrop::put(const gl::Framebuffer& picture, ImVec2 least) {
    const int left = static_cast<int>(least.x + 0.5f), top = static_cast<int>(least.y + 0.5f);
    now_.pictures.push_back({&picture, {left, top, left + picture.width(), top + picture.height()}});
}

void Backdrop::find_damage(std::span<const GLuint> redrawn, std::vector<PixelBox>& damage) const {
    add_differences(now_.faces, before_.faces, damage);
    add_differences(before_.faces, now_.faces, damage);
    add_differences(now_.pictures, before_.pictures, damage);
    add_differences(before_.pictures, now_.pictures, damage);
    for (const Placed& placed : now_.pictures)
        if (std::find(redrawn.begin(), redrawn.end(), placed.picture->texture()) != redrawn.end())
            join_into(damage, placed.box, 0);
}

void Backdrop::draw(int height, ImU32 background, const PixelBox& box) const {
    glEnable(GL_SCISSOR_TEST);
    limit_to(height, box);
    clear_to(background);
    for (const Face& face : now_.faces) {
        limit_to(height, common_part(face.box, box));
        clear_to(face.colour);
    }
    for (const Placed& placed : now_.pictures) {
        limit_to(height, common_part(placed.box, box));  // of the copy too
        placed.picture->copy_to(placed.box.left, height - placed.box.bottom);
    }
    glDisable(GL_SCISSOR_TEST);
}

void Backdrop::end_frame() {
    std::swap(now_, before_);
    now_ = {};
}

Backdrop& backdrop() {
    static Backdrop only;
    return only;
}

}  // namespace ravine
