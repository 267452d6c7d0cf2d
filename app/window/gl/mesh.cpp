#include "app/window/gl/mesh.hpp"

#include <numeric>

namespace ravine::gl {

void Mesh::upload(std::span<const float> corners, std::span<const int> parts,
                  std::span<const std::uint32_t> triangles) {
    if (!array_) {
        array_ = generate<VertexArrayHandle>(glGenVertexArrays);
        corners_ = generate<BufferHandle>(glGenBuffers);
        triangles_ = generate<BufferHandle>(glGenBuffers);
    }
    glBindVertexArray(array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, corners_.id());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(corners.size_bytes()), corners.data(), GL_DYNAMIC_DRAW);
    const int floats = std::accumulate(parts.begin(), parts.end(), 0);
    std::uintptr_t offset = 0;
    for (GLuint attribute = 0; attribute < parts.size(); ++attribute) {
        glVertexAttribPointer(attribute, parts[attribute], GL_FLOAT, GL_FALSE,
                              floats * static_cast<GLsizei>(sizeof(float)), reinterpret_cast<const void*>(offset));
        glEnableVertexAttribArray(attribute);
        offset += static_cast<std::uintptr_t>(parts[attribute]) * sizeof(float);
    }
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, triangles_.id());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(triangles.size_bytes()), triangles.data(),
                 GL_DYNAMIC_DRAW);
    glBindVertexArray(0);
    glBindBuffer(GL_ARRAY_BUFFER, 0);
}

void Mesh::draw(std::size_t first, std::size_t count) const {
    glBindVertexArray(array_.id());
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(count), GL_UNSIGNED_INT,
                   reinterpret_cast<const void*>(first * sizeof(std::uint32_t)));
    glBindVertexArray(0);
}

}  // namespace ravine::gl
