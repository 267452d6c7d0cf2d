#include "app/pictures/text.hpp"

#include <stb/stb_easy_font.h>
#include <stb/stb_truetype.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/pictures/canvas.hpp"
#include "engine/core/resource.hpp"

namespace ravine {

namespace {

std::vector<int> codepoints(std::string_view text) {
    std::vector<int> points;
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
        int point = more == 0 ? first : first & (0x3F >> more);
        for (std::size_t k = 1; k <= static_cast<std::size_t>(more) && i + k < text.size(); ++k)
            point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3F);
        points.push_back(point);
        i += static_cast<std::size_t>(more) + 1;
    }
    return points;
}

/// One embedded font file.
class Font {
  public:
    static std::optional<Font> load(std::string_view name) {
        const auto bytes = resource(name);
        Font font;
        const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
        if (bytes.empty() || !stbtt_InitFont(&font.info_, data, stbtt_GetFontOffsetForIndex(data, 0))) return {};
        return font;
    }

    /// Draws on `canvas` unless it is null; returns the width.
    double run(Canvas* canvas, Place place, std::string_view text, double size, Color color) const {
        const float scale = stbtt_ScaleForMappingEmToPixels(&info_, static_cast<float>(size));
        double x = place.x;
        int before = 0;
        for (const int point : codepoints(text)) {
            const int glyph = stbtt_FindGlyphIndex(&info_, point);
            if (before) x += double(scale) * stbtt_GetGlyphKernAdvance(&info_, before, glyph);
            if (canvas) draw_glyph(*canvas, {x, place.y}, glyph, scale, color);
            int advance = 0, bearing = 0;
            stbtt_GetGlyphHMetrics(&info_, glyph, &advance, &bearing);
            x += double(scale) * advance;
            before = glyph;
        }
        return x - place.x;
    }

  private:
    void draw_glyph(Canvas& canvas, Place place, int glyph, float scale, Color color) const {
        const double left = std::floor(place.x), top = std::round(place.y);
        int width = 0, height = 0, x = 0, y = 0;
        // The library gives out memory that it wants back.
        const std::unique_ptr<unsigned char, void (*)(unsigned char*)> bitmap(
            stbtt_GetGlyphBitmapSubpixel(&info_, scale, scale, static_cast<float>(place.x - left), 0, glyph, &width,
                                         &height, &x, &y),
            [](unsigned char* memory) { stbtt_FreeBitmap(memory, nullptr); });
        for (int row = 0; bitmap && row < height; ++row)
            for (int column = 0; column < width; ++column)
                canvas.blend(static_cast<int>(left) + x + column, static_cast<int>(top) + y + row, color,
                             bitmap.get()[row * width + column] / 255.0);
    }

    stbtt_fontinfo info_{};
};

const std::optional<Font>& font_of(Face face) {
    static const std::array<std::optional<Font>, 3> fonts{Font::load("fonts/Inter-Regular.otf"),
                                                          Font::load("fonts/Inter-SemiBold.otf"),
                                                          Font::load("fonts/JetBrainsMono-Regular.ttf")};
    return fonts[static_cast<std::size_t>(face)];
}

/// The same as Font::run with the built-in font, whose letters are 7 units high and stand on the baseline.
double run_plain(Canvas* canvas, Place place, std::string_view text, double size, Color color) {
    std::string ascii;
    for (const int point : codepoints(text)) ascii += point >= 32 && point < 127 ? static_cast<char>(point) : '-';
    const double scale = size / 10;
    if (canvas) {
        struct Vertex {
            float x, y, z;
            unsigned char color[4];
        };
        std::vector<Vertex> corners(ascii.size() * 4 * 24 + 4);
        const int quads = stb_easy_font_print(0, 0, ascii.data(), nullptr, corners.data(),
                                              static_cast<int>(corners.size() * sizeof(Vertex)));
        for (std::size_t quad = 0; quad < static_cast<std::size_t>(quads); ++quad) {
            const Vertex &first = corners[quad * 4], &last = corners[quad * 4 + 2];
            canvas->rectangle({place.x + double(first.x) * scale, place.y + (double(first.y) - 7) * scale,
                               place.x + double(last.x) * scale, place.y + (double(last.y) - 7) * scale},
                              color);
        }
    }
    return stb_easy_font_width(ascii.data()) * scale;
}

double run(Canvas* canvas, Place place, std::string_view text, const TextStyle& style) {
    const auto& font = font_of(style.face);
    return font ? font->run(canvas, place, text, style.size, style.color)
                : run_plain(canvas, place, text, style.size, style.color);
}

}  // namespace

double text_width(std::string_view text, const TextStyle& style) { return run(nullptr, {}, text, style); }

void Canvas::text(Place place, std::string_view words, const TextStyle& style) {
    if (style.align != Align::left) place.x -= text_width(words, style) * (style.align == Align::middle ? 0.5 : 1.0);
    run(this, place, words, style);
}

}  // namespace ravine
