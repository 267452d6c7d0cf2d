#pragma once
// Pictures that a shader makes from grids of numbers. Each is drawn into its own texture, and again only when its
// numbers, its size or its look have changed, so that a frame costs what has changed in it.

#include <imgui.h>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "app/window/gl/framebuffer.hpp"
#include "app/window/gl/program.hpp"
#include "app/window/gl/texture.hpp"

namespace ravine {

/// A texture as ImGui takes it, in all its versions.
ImTextureID texture_id(GLuint texture);

/// The textures that were drawn anew since the last call.
std::vector<GLuint> take_redrawn_pictures();

/// A picture that is kept, and what it was last drawn from.
class KeptPicture {
  public:
    /// Calls `paint` with the picture bound if `key`, which has all numbers that decide the look, or the size differ
    /// from the last time.
    void draw(int width, int height, std::vector<double> key, const std::function<void(const gl::Framebuffer&)>& paint);
    /// Shows the picture on the screen, upright.
    void show(ImDrawList& list, ImVec2 least, ImVec2 most) const;
    /// Shows it below everything that ImGui draws; for large pictures that nothing lies behind.
    void show_below(ImVec2 least) const;
    const gl::Framebuffer* picture() const { return picture_.get(); }

  private:
    std::unique_ptr<gl::Framebuffer> picture_;
    std::vector<double> drawn_from_;
};

/// A kept picture that one shader covers.
class ShadedPicture : public KeptPicture {
  public:
    explicit ShadedPicture(std::shared_ptr<gl::PictureProgram> program) : program_(std::move(program)) {}

    /// Draws anew if it has to; `set` gives the program its uniforms.
    void draw(int width, int height, std::vector<double> key, const std::function<void(gl::PictureProgram&)>& set);

  private:
    std::shared_ptr<gl::PictureProgram> program_;
};

}  // namespace ravine
