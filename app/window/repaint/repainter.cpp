#include "app/window/repaint/repainter.hpp"

#include <backends/imgui_impl_opengl3.h>

#include "app/window/pictures/shaded_picture.hpp"
#include "app/window/repaint/clipped_draw_data.hpp"

namespace ravine {

bool Repainter::update(int width, int height, ImU32 background, Backdrop& below, const ImDrawData& data) {
    const std::vector<GLuint> redrawn = take_redrawn_pictures();
    std::vector<ImTextureID> textures;
    for (const GLuint picture : redrawn) textures.push_back(texture_id(picture));
    std::vector<PixelBox> damage = damage_finder_.find(data, textures);
    below.find_damage(redrawn, damage);
    const bool fits = frame_ && frame_->width() == width && frame_->height() == height;
    if (!fits) frame_ = std::make_unique<gl::Framebuffer>(width, height);
    if (!fits || background != background_) damage.assign(1, PixelBox{0, 0, width, height});
    background_ = background;
    const gl::FramebufferScope before;
    frame_->bind();
    if (!damage.empty()) draw(damage, background, below, data);
    below.end_frame();
    return !damage.empty();
}

void Repainter::draw(std::span<const PixelBox> damage, ImU32 background, const Backdrop& below,
                     const ImDrawData& data) const {
    std::vector<std::vector<ListPart>> parts;
    for (const DrawListCopy& list : damage_finder_.lists()) parts.push_back(parts_of(list));
    for (const PixelBox& damaged : damage) {
        const PixelBox box = common_part(damaged, {0, 0, frame_->width(), frame_->height()});
        if (box.is_empty()) continue;
        below.draw(frame_->height(), background, box);
        ClippedDrawData part(data, parts, box);
        if (part.data().CmdListsCount > 0) ImGui_ImplOpenGL3_RenderDrawData(&part.data());
    }
}

gl::Pixels Repainter::pixels(int x, int y, int width, int height) const {
    const gl::FramebufferScope before;
    frame_->bind();
    return gl::read_pixels(x, y, width, height);
}

}  // namespace ravine
