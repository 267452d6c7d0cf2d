#pragma once
// Shader programs, read from shaders/*.vert and shaders/*.frag, which the build embeds. What several have is in *.glsl,
// which they include.

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "app/window/gl/handle.hpp"

namespace ravine::gl {

/// shaders/VERTEX.vert with shaders/FRAGMENT.frag. In a debug build the files in the source folder are read, and read
/// again when they change; the last version that compiles stays in use.
class Program {
  public:
    /// Throws std::runtime_error with the compiler's words when a shader does not compile.
    Program(const std::string& vertex, const std::string& fragment);

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
    /// 4 × 4, column by column.
    void set_matrix(const char* uniform, const std::array<float, 16>& columns);

  private:
    struct Stage {
        GLenum kind;
        std::string name, source;  // name of the file in shaders/
    };
    static ShaderHandle compile(const Stage& stage);
    ProgramHandle link() const;
    void reload_if_changed();
    GLint place(const char* uniform) const;

    std::array<Stage, 2> stages_;
    ProgramHandle program_;
};

/// A fragment shader over a whole picture: shaders/picture.vert with shaders/NAME.frag.
class PictureProgram : public Program {
  public:
    explicit PictureProgram(const std::string& name);

    /// Covers the bound framebuffer's viewport; blending is off meanwhile.
    void draw();

  private:
    VertexArrayHandle empty_;  // the corners follow from gl_VertexID; core profile wants an array all the same
};

}  // namespace ravine::gl
