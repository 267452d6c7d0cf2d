#pragma once
// Triangles.

#include <cstddef>
#include <cstdint>
#include <span>

#include "app/window/gl/handle.hpp"

namespace ravine::gl {

/// Corners, and triangles of three of them.
class Mesh {
  public:
    /// parts: how many floats each attribute of a corner has, in the order of their numbers in the shader.
    void upload(std::span<const float> corners, std::span<const int> parts, std::span<const std::uint32_t> triangles);
    /// So many indices from this one on, with the current program.
    void draw(std::size_t first, std::size_t count) const;

  private:
    VertexArrayHandle array_;
    BufferHandle corners_, triangles_;
};

}  // namespace ravine::gl
