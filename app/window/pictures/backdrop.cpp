#include "app/window/pictures/backdrop.hpp"

#include "app/window/look/theme.hpp"

namespace ravine {
namespace {

void clear_to(ImU32 colour) {
    const std::array<float, 3> rgb = to_rgb(colour);
    glClearColor(rgb[0], rgb[1], rgb[2], 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

void Backdrop::fill(ImVec2 least, ImVec2 most, ImU32 colour) {
    faces_.push_back({static_cast<int>(least.x), static_cast<int>(least.y), static_cast<int>(most.x),
                      static_cast<int>(most.y), colour});
}

void Backdrop::put(const gl::Framebuffer& picture, ImVec2 least) {
    pictures_.push_back({&picture, static_cast<int>(least.x + 0.5f), static_cast<int>(least.y + 0.5f)});
}

void Backdrop::draw(int height, ImU32 background) {
    glDisable(GL_SCISSOR_TEST);
    clear_to(background);
    glEnable(GL_SCISSOR_TEST);
    for (const Face& face : faces_) {
        glScissor(face.left, height - face.bottom, face.right - face.left, face.bottom - face.top);
        clear_to(face.colour);
    }
    glDisable(GL_SCISSOR_TEST);
    for (const Placed& placed : pictures_)
        placed.picture->copy_to(placed.left, height - placed.top - placed.picture->height());
    faces_.clear();
    pictures_.clear();
}

Backdrop& backdrop() {
    static Backdrop only;
    return only;
}

}  // namespace ravine
