#include "app/window/pictures/shaded_picture.hpp"

#include <cstdint>
#include <utility>

#include "app/window/pictures/backdrop.hpp"

namespace ravine {

namespace {

std::vector<GLuint>& redrawn_pictures() {
    static std::vector<GLuint> pictures;
    return pictures;
}

}  // namespace

#if IMGUI_VERSION_NUM >= 19140
ImTextureID texture_id(GLuint texture) { return static_cast<ImTextureID>(texture); }
#else
ImTextureID texture_id(GLuint texture) { return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture)); }
#endif

std::vector<GLuint> take_redrawn_pictures() { return std::exchange(redrawn_pictures(), {}); }

void KeptPicture::draw(int width, int height, std::vector<double> key,
                       const std::function<void(const gl::Framebuffer&)>& paint) {
    const bool fits = picture_ && picture_->width() == width && picture_->height() == height;
    if (fits && key == drawn_from_) return;
    if (!fits) picture_ = std::make_unique<gl::Framebuffer>(width, height);
    const gl::FramebufferScope before;
    picture_->bind();
    paint(*picture_);
    gl::check_errors("while drawing a picture");
    drawn_from_ = std::move(key);
    redrawn_pictures().push_back(picture_->texture());
}

void KeptPicture::show(ImDrawList& list, ImVec2 least, ImVec2 most) const {
    if (picture_) list.AddImage(texture_id(picture_->texture()), least, most, {0, 1}, {1, 0});
}

void KeptPicture::show_below(ImVec2 least) const {
    if (picture_) backdrop().put(*picture_, least);
}

void ShadedPicture::draw(int width, int height, std::vector<double> key,
                         const std::function<void(gl::PictureProgram&)>& set) {
    KeptPicture::draw(width, height, std::move(key), [&](const gl::Framebuffer&) {
        program_->use();
        set(*program_);
        program_->draw();
    });
}

}  // namespace ravine
