#pragma once
// Shader programs, read from shaders/*.vert and shaders/*.frag, which the build embeds.

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "app/window/gl/handle.hpp"

namespace ravine::gl {

/// A fragment shader over a whole picture: shaders/picture.vert with shaders/NAME.frag. In a debug build the file in
/// the source folder is read, and read again when it changes; the last version that compiles stays in use.
class PictureProgram {
  public:
    /// Throws std::runtime_error with the compiler's words when a shader does not compile.
    explicit PictureProgram(std::string name);

    /// Makes this the current program.
    void use();
    void set(const char* uniform, int value);
    void set(const char* uniform, float value);
    void set(const char* uniform, float x, float y);
    void set(const char* uniform, const std::array<float, 3>& value);
    void set(const char* uniform, const std::array<float, 4>& value);
    /// One row of three floats per colour.
    void set_colours(const char* uniform, int count, const float* rgb);
    /// The first elements of an array of vec4.
    void set_vectors(const char* uniform, std::span<const std::array<float, 4>> values);
    /// Covers the bound framebuffer's viewport; blending is off meanwhile.
    void draw();

  private:
    void reload_if_changed();
    GLint place(const char* uniform) const;

    std::string name_;
    ProgramHandle program_;
    VertexArrayHandle empty_;  // the corners follow from gl_VertexID; core profile wants an array all the same
    std::string source_;
};

}  // namespace ravine::gl
