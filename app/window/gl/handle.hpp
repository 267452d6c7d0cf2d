#pragma once
// Owners of OpenGL objects: each object has one owner, which may be moved but not copied.

#include <utility>

#include "app/window/gl/opengl.hpp"

namespace ravine::gl {

/// Owns one object; `Delete` is called in the destructor. The context must be current.
template <void (*Delete)(GLuint)>
class Handle {
  public:
    Handle() = default;
    explicit Handle(GLuint id) : id_(id) {}
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, 0)) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(id_, other.id_);
        return *this;
    }
    ~Handle() {
        if (id_ != 0) Delete(id_);
    }

    GLuint id() const { return id_; }
    explicit operator bool() const { return id_ != 0; }

  private:
    GLuint id_ = 0;
};

inline void delete_texture(GLuint id) { glDeleteTextures(1, &id); }
inline void delete_framebuffer(GLuint id) { glDeleteFramebuffers(1, &id); }
inline void delete_vertex_array(GLuint id) { glDeleteVertexArrays(1, &id); }
inline void delete_buffer(GLuint id) { glDeleteBuffers(1, &id); }
inline void delete_renderbuffer(GLuint id) { glDeleteRenderbuffers(1, &id); }
inline void delete_shader(GLuint id) { glDeleteShader(id); }
inline void delete_program(GLuint id) { glDeleteProgram(id); }

using TextureHandle = Handle<delete_texture>;
using FramebufferHandle = Handle<delete_framebuffer>;
using VertexArrayHandle = Handle<delete_vertex_array>;
using BufferHandle = Handle<delete_buffer>;
using RenderbufferHandle = Handle<delete_renderbuffer>;
using ShaderHandle = Handle<delete_shader>;
using ProgramHandle = Handle<delete_program>;

/// `glGen…` for one object.
template <class Owner>
Owner generate(void (*make)(GLsizei, GLuint*)) {
    GLuint id = 0;
    make(1, &id);
    return Owner(id);
}

}  // namespace ravine::gl
