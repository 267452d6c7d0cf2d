#pragma once
// A picture that OpenGL draws into.

#include <cstdint>
#include <vector>

#include "app/window/gl/handle.hpp"

namespace ravine::gl {

/// 8-bit colours, top row first, as PNG has it.
struct Pixels {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;
};

/// A colour texture of a size in pixels that can be drawn into and then shown.
class Framebuffer {
  public:
    Framebuffer() = default;
    Framebuffer(int width, int height);

    int width() const { return width_; }
    int height() const { return height_; }
    GLuint texture() const { return texture_.id(); }
    /// Draws go here, over the whole size, until something else is bound.
    void bind() const;
    GLuint id() const { return framebuffer_.id(); }
    /// Copies the whole picture into the bound framebuffer, with (x, y) as its lower left corner.
    void copy_to(int x, int y) const;

  private:
    TextureHandle texture_;
    FramebufferHandle framebuffer_;
    int width_ = 0, height_ = 0;
};

/// Colours and depths with several samples per pixel: solid things with smooth edges are drawn here, then resolved.
class SampledFramebuffer {
  public:
    SampledFramebuffer() = default;
    /// samples: at most as many as this OpenGL can.
    SampledFramebuffer(int width, int height, int samples);

    int width() const { return width_; }
    int height() const { return height_; }
    void bind() const;
    /// Puts each pixel's mean colour into a picture of the same size.
    void resolve_to(const Framebuffer& picture) const;

  private:
    RenderbufferHandle colours_, depths_;
    FramebufferHandle framebuffer_;
    int width_ = 0, height_ = 0;
};

/// The bound framebuffer's rectangle with (x, y) as its lower left corner.
Pixels read_pixels(int x, int y, int width, int height);

/// Puts back, when it goes out of scope, the framebuffer and viewport that were bound.
class FramebufferScope {
  public:
    FramebufferScope();
    ~FramebufferScope();
    FramebufferScope(const FramebufferScope&) = delete;
    FramebufferScope& operator=(const FramebufferScope&) = delete;

  private:
    GLint framebuffer_ = 0;
    GLint viewport_[4] = {};
};

}  // namespace ravine::gl
