#include "app/pictures/png.hpp"

#include <zlib.h>

#include <algorithm>
#include <vector>

#include "app/pictures/canvas.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

const Bytef* bytes_of(const std::string& text) { return reinterpret_cast<const Bytef*>(text.data()); }

std::size_t number_at(const std::string& file, std::size_t place) {
    std::size_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) number = number * 256 + static_cast<unsigned char>(file[place + i]);
    return number;
}

struct Chunk {
    std::string type, data;
};

/// Checks each chunk's checksum.
std::vector<Chunk> chunks_of(const std::string& file) {
    std::vector<Chunk> chunks;
    for (std::size_t at = 8; at + 12 <= file.size();) {
        const std::size_t size = number_at(file, at);
        const std::string named = file.substr(at + 4, size + 4);
        CHECK(number_at(file, at + 8 + size) == crc32(0, bytes_of(named), static_cast<uInt>(named.size())));
        chunks.push_back({named.substr(0, 4), named.substr(4)});
        at += 12 + size;
    }
    return chunks;
}

/// Colours that no filter and no run of equal bytes could give by chance.
std::uint8_t changing_color(std::size_t place) { return static_cast<std::uint8_t>(place * place / 7 + place / 300); }

std::string picture(int width, int height, ThreadPool& pool) {
    const std::size_t row = static_cast<std::size_t>(width) * 3;
    const auto write_row = [&](int y, std::uint8_t* rgb) {
        for (std::size_t i = 0; i < row; ++i) rgb[i] = changing_color(static_cast<std::size_t>(y) * row + i);
    };
    return encode_png(width, height, write_row, pool);
}

}  // namespace

TEST_CASE("a PNG file holds its pixels, in as many strips as it takes") {
    constexpr std::size_t width = 301, height = 701, row = width * 3;
    ThreadPool pool(2);
    const std::string file = picture(width, height, pool);
    CHECK(file.substr(0, 8) == "\x89PNG\r\n\x1a\n");
    const auto chunks = chunks_of(file);
    REQUIRE(chunks.size() == 3);
    CHECK(chunks[0].type == "IHDR");
    CHECK(number_at(chunks[0].data, 0) == width);
    CHECK(number_at(chunks[0].data, 4) == height);
    CHECK(chunks[0].data.substr(8) == std::string("\x08\x02\x00\x00\x00", 5));
    CHECK(chunks[1].type == "IDAT");
    CHECK(chunks[2].type == "IEND");
    std::string rows((row + 1) * height, '\1');
    uLongf size = rows.size();
    REQUIRE(uncompress(reinterpret_cast<Bytef*>(rows.data()), &size, bytes_of(chunks[1].data),
                       static_cast<uLong>(chunks[1].data.size())) == Z_OK);
    REQUIRE(size == rows.size());
    std::size_t wrong = 0;
    for (std::size_t y = 0; y < height; ++y) {
        wrong += rows[y * (row + 1)] != '\0';
        for (std::size_t i = 0; i < row; ++i)
            wrong += static_cast<std::uint8_t>(rows[y * (row + 1) + 1 + i]) != changing_color(y * row + i);
    }
    CHECK(wrong == 0);
}

TEST_CASE("a PNG file has the same bytes for any number of threads") {
    ThreadPool alone(1), several(3);
    CHECK(picture(400, 900, alone) == picture(400, 900, several));
}

TEST_CASE("a canvas is painted inside a box, and saved with its colours") {
    const auto color = [](int x, int y) { return rgb(static_cast<std::uint32_t>(x * 65536 + y * 256 + (x ^ y))); };
    Canvas plain(60, 40, rgb(0x102030));
    ThreadPool pool(3);
    plain.paint({5.2, 3.7, 50.1, 33}, color);
    CHECK(plain.at(5, 4) == color(5, 4));
    CHECK(plain.at(49, 32) == color(49, 32));
    for (const auto& [x, y] : {std::pair(4, 4), {5, 3}, {50, 32}, {49, 33}}) CHECK(plain.at(x, y) == rgb(0x102030));
    plain.clip({10, 10, 20, 20});
    plain.paint({15, 15, 70, 70}, [](int, int) { return rgb(0xFFFFFF); });
    CHECK(plain.at(19, 19) == rgb(0xFFFFFF));
    CHECK(plain.at(20, 19) == color(20, 19));
    const auto write_row = [&](int y, std::uint8_t* colors) {
        for (int x = 0; x < 60; ++x) {
            const Color pixel = plain.at(x, y);
            for (const std::uint8_t channel : {pixel.red, pixel.green, pixel.blue}) *colors++ = channel;
        }
    };
    CHECK(encode_png(plain, pool) == encode_png(60, 40, write_row, pool));
}
