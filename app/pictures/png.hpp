#pragma once
// PNG files: ISO/IEC 15948, 8 bits of red, green and blue.

#include <cstdint>
#include <functional>
#include <string>

#include "engine/core/parallel.hpp"

namespace ravine {

class Canvas;

/// Writes the red, green and blue of each pixel of row `y`, counted from the top; several threads call it at once.
using RowWriter = std::function<void(int y, std::uint8_t* rgb)>;

/// The bytes of a PNG file; the same for any number of threads.
std::string encode_png(int width, int height, const RowWriter& write_row, ThreadPool& pool);

/// A canvas is opaque, so that its alpha is left out.
std::string encode_png(const Canvas& canvas, ThreadPool& pool);

}  // namespace ravine
