#pragma once
// Textures made from grids of numbers.

#include <span>

#include "app/window/gl/handle.hpp"

namespace ravine::gl {

/// A stack of equal grids of floats (GL_TEXTURE_2D_ARRAY, R32F), interpolated linearly, clamped at the edges.
class FloatTexture {
  public:
    /// values [layers × rows × columns]; memory on the card is kept where the shape stays.
    void upload(int columns, int rows, int layers, std::span<const float> values);
    void bind(int unit) const;

    int columns() const { return columns_; }
    int rows() const { return rows_; }
    int layers() const { return layers_; }
    explicit operator bool() const { return static_cast<bool>(texture_); }

  private:
    TextureHandle texture_;
    int columns_ = 0, rows_ = 0, layers_ = 0;
};

/// Largest number of columns or rows that this OpenGL takes.
int most_texture_size();

}  // namespace ravine::gl
