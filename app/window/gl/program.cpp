#include "app/window/gl/program.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <stdexcept>
#include <utility>
#include <vector>

#include "engine/core/read_file.hpp"
#include "engine/core/resource.hpp"

namespace ravine::gl {
namespace {

std::string text_of(const std::string& name) {
    const std::string path = "shaders/" + name;
#ifdef RAVINE_SHADER_SOURCE_DIR
    if (auto text = read_file(std::string(RAVINE_SHADER_SOURCE_DIR) + "/" + path)) return text.value();
#endif
    const std::string_view text = resource_text(path);
    if (text.empty()) throw std::runtime_error("no shader " + path);
    return std::string(text);
}

/// With other files in the place of lines `#include "NAME"`, which GLSL has not.
std::string source_of(const std::string& name) {
    constexpr std::string_view begin = "#include \"";
    std::string text = text_of(name);
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
        const std::size_t first = at + begin.size(), end = text.find('"', first);
        text.replace(at, end + 1 - at, text_of(text.substr(first, end - first)));
    }
    return text;
}

template <class Get>
std::string log_of(GLint length, Get get) {
    std::vector<char> log(static_cast<std::size_t>(length) + 1);
    get(length, log.data());
    return log.data();
}

}  // namespace

ShaderHandle Program::compile(const Stage& stage) {
    ShaderHandle shader(glCreateShader(stage.kind));
    const char* text = stage.source.c_str();
    glShaderSource(shader.id(), 1, &text, nullptr);
    glCompileShader(shader.id());
    GLint compiled = 0, length = 0;
    glGetShaderiv(shader.id(), GL_COMPILE_STATUS, &compiled);
    glGetShaderiv(shader.id(), GL_INFO_LOG_LENGTH, &length);
    if (compiled == 0)
        throw std::runtime_error(fmt::format("shaders/{}: {}", stage.name, log_of(length, [&](GLint size, char* log) {
                                                 glGetShaderInfoLog(shader.id(), size, nullptr, log);
                                             })));
    return shader;
}

ProgramHandle Program::link() const {
    const std::array<ShaderHandle, 2> shaders{compile(stages_[0]), compile(stages_[1])};
    ProgramHandle program(glCreateProgram());
    for (const ShaderHandle& shader : shaders) glAttachShader(program.id(), shader.id());
    glLinkProgram(program.id());
    GLint linked = 0, length = 0;
    glGetProgramiv(program.id(), GL_LINK_STATUS, &linked);
    glGetProgramiv(program.id(), GL_INFO_LOG_LENGTH, &length);
    if (linked == 0)
        throw std::runtime_error(fmt::format(
            "shaders/{} with {}: {}", stages_[0].name, stages_[1].name,
            log_of(length, [&](GLint size, char* log) { glGetProgramInfoLog(program.id(), size, nullptr, log); })));
    return program;
}

Program::Program(const std::string& vertex, const std::string& fragment)
    : stages_{Stage{GL_VERTEX_SHADER, vertex + ".vert", source_of(vertex + ".vert")},
              Stage{GL_FRAGMENT_SHADER, fragment + ".frag", source_of(fragment + ".frag")}},
      program_(link()) {}

void Program::reload_if_changed() {
#ifdef RAVINE_SHADER_SOURCE_DIR
    bool changed = false;
    for (Stage& stage : stages_) {
        std::string source = source_of(stage.name);
        changed = changed || source != stage.source;
        stage.source = std::move(source);
    }
    if (!changed) return;
    try {
        program_ = link();
    } catch (const std::runtime_error& error) {
        std::fprintf(stderr, "%s\n", error.what());
    }
#endif
}

void Program::use() {
    reload_if_changed();
    glUseProgram(program_.id());
}

GLint Program::place(const char* uniform) const { return glGetUniformLocation(program_.id(), uniform); }

void Program::set(const char* uniform, int value) { glUniform1i(place(uniform), value); }
void Program::set(const char* uniform, float value) { glUniform1f(place(uniform), value); }
void Program::set(const char* uniform, float x, float y) { glUniform2f(place(uniform), x, y); }
void Program::set(const char* uniform, const std::array<float, 3>& value) {
    glUniform3fv(place(uniform), 1, value.data());
}
void Program::set(const char* uniform, const std::array<float, 4>& value) {
    glUniform4fv(place(uniform), 1, value.data());
}
void Program::set_colours(const char* uniform, int count, const float* rgb) {
    glUniform3fv(place(uniform), count, rgb);
}
void Program::set_vectors(const char* uniform, std::span<const std::array<float, 4>> values) {
    if (!values.empty()) glUniform4fv(place(uniform), static_cast<GLsizei>(values.size()), values.front().data());
}
void Program::set_matrix(const char* uniform, const std::array<float, 16>& columns) {
    glUniformMatrix4fv(place(uniform), 1, GL_FALSE, columns.data());
}

PictureProgram::PictureProgram(const std::string& name)
    : Program("picture", name), empty_(generate<VertexArrayHandle>(glGenVertexArrays)) {}

void PictureProgram::draw() {
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glBindVertexArray(empty_.id());
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
    glUseProgram(0);
}

}  // namespace ravine::gl
