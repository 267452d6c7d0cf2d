#include "app/window/gl/framebuffer.hpp"

#include <algorithm>
#include <stdexcept>

namespace ravine::gl {
namespace {

void check_complete() {
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
        throw std::runtime_error("OpenGL cannot draw into a picture of this size");
}

RenderbufferHandle attach_renderbuffer(GLenum attachment, GLenum format, int samples, int width, int height) {
    auto buffer = generate<RenderbufferHandle>(glGenRenderbuffers);
    glBindRenderbuffer(GL_RENDERBUFFER, buffer.id());
    glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, format, width, height);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, attachment, GL_RENDERBUFFER, buffer.id());
    return buffer;
}

}  // namespace

Framebuffer::Framebuffer(int width, int height)
    : texture_(generate<TextureHandle>(glGenTextures)),
      framebuffer_(generate<FramebufferHandle>(glGenFramebuffers)),
      width_(width),
      height_(height) {
    const FramebufferScope before;
    glBindTexture(GL_TEXTURE_2D, texture_.id());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.id(), 0);
    check_complete();
}

void Framebuffer::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
    glViewport(0, 0, width_, height_);
}

void Framebuffer::copy_to(int x, int y) const {
    GLint target = 0;
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &target);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_.id());
    glBlitFramebuffer(0, 0, width_, height_, x, y, x + width_, y + height_, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(target));
}

SampledFramebuffer::SampledFramebuffer(int width, int height, int samples)
    : framebuffer_(generate<FramebufferHandle>(glGenFramebuffers)), width_(width), height_(height) {
    const FramebufferScope before;
    GLint most_samples = 0;
    glGetIntegerv(GL_MAX_SAMPLES, &most_samples);
    samples = std::min<int>(samples, most_samples);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
    colours_ = attach_renderbuffer(GL_COLOR_ATTACHMENT0, GL_RGBA8, samples, width, height);
    depths_ = attach_renderbuffer(GL_DEPTH_ATTACHMENT, GL_DEPTH_COMPONENT24, samples, width, height);
    check_complete();
}

void SampledFramebuffer::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
    glViewport(0, 0, width_, height_);
}

void SampledFramebuffer::resolve_to(const Framebuffer& picture) const {
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_.id());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, picture.id());
    glBlitFramebuffer(0, 0, width_, height_, 0, 0, width_, height_, GL_COLOR_BUFFER_BIT, GL_NEAREST);
}

Pixels read_pixels(int x, int y, int width, int height) {
    Pixels pixels{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height * 3)};
    const auto row = static_cast<std::ptrdiff_t>(width) * 3;
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(x, y, width, height, GL_RGB, GL_UNSIGNED_BYTE, pixels.rgb.data());
    auto* const begin = pixels.rgb.data();
    for (int top = 0, bottom = height - 1; top < bottom; ++top, --bottom)
        std::swap_ranges(begin + top * row, begin + (top + 1) * row, begin + bottom * row);
    return pixels;
}

FramebufferScope::FramebufferScope() {
    glGetIntegerv(GL_FRAMEBUFFER_BINDING, &framebuffer_);
    glGetIntegerv(GL_VIEWPORT, viewport_);
}

FramebufferScope::~FramebufferScope() {
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(framebuffer_));
    glViewport(viewport_[0], viewport_[1], viewport_[2], viewport_[3]);
}

}  // namespace ravine::gl
