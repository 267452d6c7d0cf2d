#include "app/window/gl/program.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <stdexcept>
#include <vector>

#include "engine/core/read_file.hpp"
#include "engine/core/resource.hpp"

namespace ravine::gl {
namespace {

std::string source_of(const std::string& name) {
    const std::string path = "shaders/" + name;
#ifdef RAVINE_SHADER_SOURCE_DIR
    if (auto text = read_file(std::string(RAVINE_SHADER_SOURCE_DIR) + "/" + path)) return text.value();
#endif
    const std::string_view text = resource_text(path);
    if (text.empty()) throw std::runtime_error("no shader " + path);
    return std::string(text);
}

template <class Get>
std::string log_of(GLint length, Get get) {
    std::vector<char> log(static_cast<std::size_t>(length) + 1);
    get(length, log.data());
    return log.data();
}

ShaderHandle compile(GLenum kind, const std::string& name, const std::string& source) {
    ShaderHandle shader(glCreateShader(kind));
    const char* text = source.c_str();
    glShaderSource(shader.id(), 1, &text, nullptr);
    glCompileShader(shader.id());
    GLint compiled = 0, length = 0;
    glGetShaderiv(shader.id(), GL_COMPILE_STATUS, &compiled);
    glGetShaderiv(shader.id(), GL_INFO_LOG_LENGTH, &length);
    if (compiled == 0)
        throw std::runtime_error(fmt::format("shaders/{}: {}", name, log_of(length, [&](GLint size, char* log) {
                                                 glGetShaderInfoLog(shader.id(), size, nullptr, log);
                                             })));
    return shader;
}

ProgramHandle link(const std::string& name, const std::string& fragment_source) {
    const ShaderHandle vertex = compile(GL_VERTEX_SHADER, "picture.vert", source_of("picture.vert"));
    const ShaderHandle fragment = compile(GL_FRAGMENT_SHADER, name + ".frag", fragment_source);
    ProgramHandle program(glCreateProgram());
    glAttachShader(program.id(), vertex.id());
    glAttachShader(program.id(), fragment.id());
    glLinkProgram(program.id());
    GLint linked = 0, length = 0;
    glGetProgramiv(program.id(), GL_LINK_STATUS, &linked);
    glGetProgramiv(program.id(), GL_INFO_LOG_LENGTH, &length);
    if (linked == 0)
        throw std::runtime_error(fmt::format("shaders/{}.frag: {}", name, log_of(length, [&](GLint size, char* log) {
                                                 glGetProgramInfoLog(program.id(), size, nullptr, log);
                                             })));
    return program;
}

}  // namespace

PictureProgram::PictureProgram(std::string name)
    : name_(std::move(name)),
      empty_(generate<VertexArrayHandle>(glGenVertexArrays)),
      source_(source_of(name_ + ".frag")) {
    program_ = link(name_, source_);
}

void PictureProgram::reload_if_changed() {
#ifdef RAVINE_SHADER_SOURCE_DIR
    std::string source = source_of(name_ + ".frag");
    if (source == source_) return;
    source_ = std::move(source);
    try {
        program_ = link(name_, source_);
    } catch (const std::runtime_error& error) {
        std::fprintf(stderr, "%s\n", error.what());
    }
#endif
}

void PictureProgram::use() {
    reload_if_changed();
    glUseProgram(program_.id());
}

GLint PictureProgram::place(const char* uniform) const { return glGetUniformLocation(program_.id(), uniform); }

void PictureProgram::set(const char* uniform, int value) { glUniform1i(place(uniform), value); }
void PictureProgram::set(const char* uniform, float value) { glUniform1f(place(uniform), value); }
void PictureProgram::set(const char* uniform, float x, float y) { glUniform2f(place(uniform), x, y); }
void PictureProgram::set(const char* uniform, const std::array<float, 3>& value) {
    glUniform3fv(place(uniform), 1, value.data());
}
void PictureProgram::set(const char* uniform, const std::array<float, 4>& value) {
    glUniform4fv(place(uniform), 1, value.data());
}
void PictureProgram::set_colours(const char* uniform, int count, const float* rgb) {
    glUniform3fv(place(uniform), count, rgb);
}
void PictureProgram::set_vectors(const char* uniform, std::span<const std::array<float, 4>> values) {
    if (!values.empty()) glUniform4fv(place(uniform), static_cast<GLsizei>(values.size()), values.front().data());
}

void PictureProgram::draw() {
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glBindVertexArray(empty_.id());
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
    glUseProgram(0);
}

}  // namespace ravine::gl
