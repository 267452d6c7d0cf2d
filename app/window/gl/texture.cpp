#include "app/window/gl/texture.hpp"

#include <stdexcept>

namespace ravine::gl {

void FloatTexture::upload(int columns, int rows, int layers, std::span<const float> values) {
    if (static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows) * static_cast<std::size_t>(layers) !=
        values.size())
        throw std::logic_error("texture: as many values as texels are needed");
    const bool same_shape = texture_ && columns == columns_ && rows == rows_ && layers == layers_;
    if (!texture_) texture_ = generate<TextureHandle>(glGenTextures);
    columns_ = columns, rows_ = rows, layers_ = layers;
    glBindTexture(GL_TEXTURE_2D_ARRAY, texture_.id());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    if (same_shape) {
        glTexSubImage3D(GL_TEXTURE_2D_ARRAY, 0, 0, 0, 0, columns, rows, layers, GL_RED, GL_FLOAT, values.data());
        return;
    }
    glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage3D(GL_TEXTURE_2D_ARRAY, 0, GL_R32F, columns, rows, layers, 0, GL_RED, GL_FLOAT, values.data());
}

void FloatTexture::bind(int unit) const {
    glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + unit));
    glBindTexture(GL_TEXTURE_2D_ARRAY, texture_.id());
}

int most_texture_size() {
    GLint size = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &size);
    return size;
}

}  // namespace ravine::gl
