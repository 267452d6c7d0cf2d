#include "app/window/gl/opengl.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace ravine::gl {

void check_errors(const char* where) {
    const GLenum error = glGetError();
    if (error != GL_NO_ERROR) throw std::runtime_error(fmt::format("OpenGL error 0x{:04x} {}", error, where));
}

}  // namespace ravine::gl
