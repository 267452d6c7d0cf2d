#pragma once
// OpenGL without any display: EGL on Mesa's surfaceless platform, or on the default one with a tiny pixel buffer.

#include <memory>

#include "app/window/gl/framebuffer.hpp"
#include "engine/core/result.hpp"

namespace ravine {

/// A current OpenGL 3.3 core context and a picture to draw into.
class OffscreenDisplay {
  public:
    /// Errors: no EGL driver with OpenGL 3.3 (package libgl1-mesa-dri has one that needs no graphics card).
    static Result<std::unique_ptr<OffscreenDisplay>> create(int width, int height);
    ~OffscreenDisplay();
    OffscreenDisplay(const OffscreenDisplay&) = delete;
    OffscreenDisplay& operator=(const OffscreenDisplay&) = delete;

    int width() const { return picture_->width(); }
    int height() const { return picture_->height(); }
    /// Draws go into the picture from here on.
    void bind() const { picture_->bind(); }
    /// Waits until everything is drawn.
    void finish() const;
    gl::Pixels pixels() const;

  private:
    struct Context;
    OffscreenDisplay();
    std::unique_ptr<Context> context_;
    std::unique_ptr<gl::Framebuffer> picture_;
};

}  // namespace ravine
