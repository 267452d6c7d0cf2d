#include "app/pictures/png.hpp"

#include <zlib.h>

#include <algorithm>
#include <memory>
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

void add_chunk(std::string& file, std::string_view type, std::string_view data) {
    file += big_endian(data.size());
    const std::size_t begin = file.size();
    file += type;
    file += data;
    const std::string_view named = std::string_view(file).substr(begin);
    file += big_endian(crc32(0, bytes_of(named), static_cast<uInt>(named.size())));
}

/// Some rows of the picture, compressed by themselves.
struct Strip {
    std::string deflated;  // complete bytes, which the next strip's can follow
    uLong checksum = 0;    // Adler-32 of what was compressed
    std::size_t size = 0;  // of what was compressed, in bytes
};

/// Compresses one piece of data after the other, in the same memory.
class Deflater {
  public:
    /// Throws where memory is short, the only way in which this fails.
    Deflater() {
        constexpr int bare = -15, most_memory = 9;  // a window of 2¹⁵ bytes, and neither header nor checksum
        if (deflateInit2(stream_.get(), level, Z_DEFLATED, bare, most_memory, Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::bad_alloc();
    }

    std::string deflate_all(std::string_view data, bool is_last) {
        z_stream& stream = *stream_;
        deflateReset(&stream);
        reserve(deflateBound(&stream, static_cast<uLong>(data.size())) + 16);
        stream.next_in = const_cast<Bytef*>(bytes_of(data));
        stream.avail_in = static_cast<uInt>(data.size());
        stream.next_out = deflated_.get();
        stream.avail_out = static_cast<uInt>(size_);
        deflate(&stream, is_last ? Z_FINISH : Z_SYNC_FLUSH);
        return {reinterpret_cast<const char*>(deflated_.get()), stream.total_out};
    }

  private:
    struct End {
        void operator()(z_stream* stream) const {
            deflateEnd(stream);
            delete stream;
        }
    };
    /// What is left unwritten, most of it, takes no memory.
    void reserve(std::size_t size) {
        if (size <= size_) return;
        deflated_ = std::make_unique_for_overwrite<Bytef[]>(size);
        size_ = size;
    }

    std::unique_ptr<z_stream, End> stream_{new z_stream{}};  // zlib remembers where it lies
    std::unique_ptr<Bytef[]> deflated_;
    std::size_t size_ = 0;
};

struct Picture {
    int width, height;
    const RowWriter& write_row;
};

/// What one thread compresses in.
struct Press {
    std::string rows;
    Deflater deflater;
};

/// Rows `first` … `end` − 1. Each begins with the number of its filter, 0: none. Flat areas, of which our pictures are
/// full, shrink most so.
Strip compress_rows(const Picture& picture, int first, int end, Press& press) {
    const std::size_t row_size = 1 + 3 * static_cast<std::size_t>(picture.width);
    std::string& rows = press.rows;
    rows.resize(static_cast<std::size_t>(end - first) * row_size);
    for (int y = first; y < end; ++y) {
        char* row = &rows[static_cast<std::size_t>(y - first) * row_size];
        *row = '\0';
        picture.write_row(y, reinterpret_cast<std::uint8_t*>(row + 1));
    }
    return {press.deflater.deflate_all(rows, end == picture.height),
            adler32(1, bytes_of(rows), static_cast<uInt>(rows.size())), rows.size()};
}

/// One zlib stream, its strips compressed side by side.
std::string compress(const Picture& picture, ThreadPool& pool) {
    const int strip_height = std::max(1, strip_bytes / (3 * picture.width));
    std::vector<Strip> strips(static_cast<std::size_t>((picture.height + strip_height - 1) / strip_height));
    PerThread<Press> presses(pool);
    pool.for_each(strips.size(), [&](std::size_t i, std::size_t thread) {
        const int first = static_cast<int>(i) * strip_height;
        strips[i] = compress_rows(picture, first, std::min(first + strip_height, picture.height),
                                  presses.of(thread, [] { return Press(); }));
    });
    std::string stream = "\x78\x01";
    uLong checksum = 1;
    for (const Strip& strip : strips) {
        stream += strip.deflated;
        checksum = adler32_combine(checksum, strip.checksum, static_cast<z_off_t>(strip.size));
    }
    stream += big_endian(checksum);
    return stream;
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
        const auto width = static_cast<std::size_t>(canvas.width());
        for (const Color pixel : canvas.pixels().subspan(static_cast<std::size_t>(y) * width, width)) {
            rgb[0] = pixel.red;
            rgb[1] = pixel.green;
            rgb[2] = pixel.blue;
            rgb += 3;
        }
    };
    return encode_png(canvas.width(), canvas.height(), write_row, pool);
}

}  // namespace ravine
