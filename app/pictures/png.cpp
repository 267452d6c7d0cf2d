#include "app/pictures/png.hpp"

#include <zlib.h>

#include <algorithm>
#include <new>
#include <string_view>
#include <vector>

#include "app/pictures/canvas.hpp"

namespace ravine {

namespace {

constexpr int strip_bytes = 1 << 17;
constexpr int level = 3;  // half as large as stored colours of a gradient; more takes several times as long

const Bytef* bytes_of(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

std::string big_endian(std::size_t number) {
    std::string bytes;
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(number >> shift);
    return bytes;
}

void add_chunk(std::string& file, const std::string& type, std::string_view data) {
    const std::string named = type + std::string(data);
    file += big_endian(data.size()) + named + big_endian(crc32(0, bytes_of(named), static_cast<uInt>(named.size())));
}

/// Some rows of the picture, compressed by themselves.
struct Strip {
    std::string deflated;  // complete bytes, which the next strip's can follow
    uLong checksum = 0;    // Adler-32 of what was compressed
    std::size_t size = 0;  // of what was compressed, in bytes
};

/// Throws where memory is short, the only way in which this fails.
std::string deflate_all(std::string_view data, bool is_last) {
    z_stream stream{};
    constexpr int bare = -15, most_memory = 9;  // a window of 2¹⁵ bytes, and neither header nor checksum
    if (deflateInit2(&stream, level, Z_DEFLATED, bare, most_memory, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
    std::string deflated(deflateBound(&stream, static_cast<uLong>(data.size())) + 16, '\0');
    stream.next_in = const_cast<Bytef*>(bytes_of(data));
    stream.avail_in = static_cast<uInt>(data.size());
    stream.next_out = reinterpret_cast<Bytef*>(deflated.data());
    stream.avail_out = static_cast<uInt>(deflated.size());
    deflate(&stream, is_last ? Z_FINISH : Z_SYNC_FLUSH);
    deflated.resize(stream.total_out);
    deflateEnd(&stream);
    return deflated;
}

struct Picture {
    int width, height;
    const RowWriter& write_row;
};

/// Rows `first` … `end` − 1. Each begins with the number of its filter, 0: none. Flat areas, of which our pictures are
/// full, shrink most so.
Strip compress_rows(const Picture& picture, int first, int end) {
    const std::size_t row_size = 1 + 3 * static_cast<std::size_t>(picture.width);
    std::string rows(static_cast<std::size_t>(end - first) * row_size, '\0');
    for (int y = first; y < end; ++y)
        picture.write_row(y,
                          reinterpret_cast<std::uint8_t*>(&rows[static_cast<std::size_t>(y - first) * row_size + 1]));
    return {deflate_all(rows, end == picture.height), adler32(1, bytes_of(rows), static_cast<uInt>(rows.size())),
            rows.size()};
}

/// One zlib stream, its strips compressed side by side.
std::string compress(const Picture& picture, ThreadPool& pool) {
    const int strip_height = std::max(1, strip_bytes / (3 * picture.width));
    std::vector<Strip> strips(static_cast<std::size_t>((picture.height + strip_height - 1) / strip_height));
    pool.for_each(strips.size(), [&](std::size_t i) {
        const int first = static_cast<int>(i) * strip_height;
        strips[i] = compress_rows(picture, first, std::min(first + strip_height, picture.height));
    });
    std::string stream = "\x78\x01";
    uLong checksum = 1;
    for (const Strip& strip : strips) {
        stream += strip.deflated;
        checksum = adler32_combine(checksum, strip.checksum, static_cast<z_off_t>(strip.size));
    }
    return stream + big_endian(checksum);
}

}  // namespace

std::string encode_png(int width, int height, const RowWriter& write_row, ThreadPool& pool) {
    std::string file = "\x89PNG\r\n\x1a\n";
    const std::string eight_bits_of_colour("\x08\x02\x00\x00\x00", 5);
    add_chunk(file, "IHDR",
              big_endian(static_cast<std::size_t>(width)) + big_endian(static_cast<std::size_t>(height)) +
                  eight_bits_of_colour);
    add_chunk(file, "IDAT", compress({width, height, write_row}, pool));
    add_chunk(file, "IEND", "");
    return file;
}

std::string encode_png(const Canvas& canvas, ThreadPool& pool) {
    const auto write_row = [&](int y, std::uint8_t* rgb) {
        for (int x = 0; x < canvas.width(); ++x, rgb += 3) {
            const Color pixel = canvas.at(x, y);
            rgb[0] = pixel.red;
            rgb[1] = pixel.green;
            rgb[2] = pixel.blue;
        }
    };
    return encode_png(canvas.width(), canvas.height(), write_row, pool);
}

}  // namespace ravine
