#include "app/pictures/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/pictures/png.hpp"

namespace ravine {

namespace {

/// A hundredth of a pixel is enough; what is far out of any picture stays a short number.
std::string number_text(double number) {
    constexpr double farthest = 1e6;
    std::string text = fmt::format("{:.2f}", std::clamp(number, -farthest, farthest));
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text == "-0" ? "0" : text;
}

bool are_finite(std::initializer_list<double> numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [](double number) { return std::isfinite(number); });
}

/// ` fill="#rrggbb" fill-opacity="0.5"`
std::string paint_text(std::string_view role, Color color) {
    std::string text = fmt::format(R"( {}="#{:02x}{:02x}{:02x}")", role, color.red, color.green, color.blue);
    if (color.alpha < 255) text += fmt::format(R"( {}-opacity="{:.3g}")", role, color.alpha / 255.0);
    return text;
}

std::string stroke_text(const Stroke& stroke) {
    std::string text = R"( fill="none")" + paint_text("stroke", stroke.color) +
                       fmt::format(R"( stroke-width="{}")", number_text(stroke.width));
    if (stroke.dash > 0)
        text += fmt::format(R"( stroke-dasharray="{} {}")", number_text(stroke.dash), number_text(stroke.gap));
    return text;
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t three = 0;
        for (std::size_t k = 0; k < 3; ++k)
            three = three << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k) text += i + k <= bytes.size() ? signs[three >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

/// How many bytes the UTF-8 character at the beginning has; 0 where there is none.
std::size_t character_length(std::string_view words) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(words[i]); };
    const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : byte(0) >= 0xC2 ? 2 : 0;
    if (length == 0 || length > words.size() || byte(0) > 0xF4) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    std::uint32_t point = length == 1 ? byte(0) : byte(0) & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) point = point << 6 | (byte(i) & 0x3FU);
    const bool is_too_long = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool is_surrogate = point >= 0xD800 && point < 0xE000, is_none = point == 0xFFFE || point == 0xFFFF;
    return is_too_long || is_surrogate || is_none || point > 0x10FFFF ? 0 : length;
}

constexpr std::string_view faces[] = {R"(font-family="Inter, Helvetica, Arial, sans-serif")",
                                      R"(font-family="Inter, Helvetica, Arial, sans-serif" font-weight="600")",
                                      R"(font-family="'JetBrains Mono', Menlo, Consolas, monospace")"};
constexpr std::string_view anchors[] = {"start", "middle", "end"};

}  // namespace

std::string xml_text(std::string_view words) {
    std::string text;
    while (!words.empty()) {
        const std::size_t length = character_length(words);
        const char first = words[0];
        if (first == '&')
            text += "&amp;";
        else if (first == '<')
            text += "&lt;";
        else if (first == '>')
            text += "&gt;";
        else if (first == '"')
            text += "&quot;";
        else if (length > 1 || (length == 1 && first >= ' ' && first != 0x7F))
            text += words.substr(0, length);
        words.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return text;
}

Svg::Svg(int width, int height, Color background, std::string_view title)
    : head_(fmt::format(R"(<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" )"
                        R"(width="{0}" height="{1}" viewBox="0 0 {0} {1}">
<title>{2}</title>
)",
                        width, height, xml_text(title))) {
    rectangle({0, 0, double(width), double(height)}, background);
}

void Svg::clip(const Box& box) {
    unclip();
    if (!are_finite({box.left, box.top, box.right, box.bottom})) return;
    ++clips_;
    shapes_ += fmt::format(R"svg(<clipPath id="clip{}"><rect x="{}" y="{}" width="{}" height="{}"/></clipPath>
<g clip-path="url(#clip{})">
)svg",
                           clips_, number_text(box.left), number_text(box.top), number_text(box.width()),
                           number_text(box.height()), clips_);
    is_clipped_ = true;
}

void Svg::unclip() {
    if (is_clipped_) shapes_ += "</g>\n";
    is_clipped_ = false;
}

void Svg::rectangle(const Box& box, Color color, double corner) {
    if (!are_finite({box.left, box.top, box.right, box.bottom, corner}) || box.width() < 0 || box.height() < 0) return;
    const std::string round = corner > 0 ? fmt::format(R"( rx="{}")", number_text(corner)) : "";
    shapes_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}{}/>\n", number_text(box.left),
                           number_text(box.top), number_text(box.width()), number_text(box.height()), round,
                           paint_text("fill", color));
}

void Svg::disc(Place middle, double radius, Color color) {
    if (!are_finite({middle.x, middle.y, radius})) return;
    shapes_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>\n", number_text(middle.x), number_text(middle.y),
                           number_text(radius), paint_text("fill", color));
}

void Svg::ring(Place middle, double radius, const Stroke& stroke) {
    if (!are_finite({middle.x, middle.y, radius})) return;
    shapes_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>\n", number_text(middle.x), number_text(middle.y),
                           number_text(radius), stroke_text(stroke));
}

void Svg::line(std::span<const Place> places, const Stroke& stroke) {
    std::string steps;
    bool goes_on = false;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Place& place = places[i];
        const bool is_here = are_finite({place.x, place.y});
        if (is_here) steps += (goes_on ? "L" : "M") + number_text(place.x) + " " + number_text(place.y);
        goes_on = is_here;
    }
    if (steps.empty()) return;
    shapes_ += fmt::format("<path d=\"{}\"{} stroke-linejoin=\"round\" stroke-linecap=\"round\"/>\n", steps,
                           stroke_text(stroke));
}

void Svg::polygon(std::span<const Place> corners, Color color, double rim) {
    std::string steps;
    for (const Place& corner : corners) {
        if (!are_finite({corner.x, corner.y})) return;
        steps += (steps.empty() ? "M" : "L") + number_text(corner.x) + " " + number_text(corner.y);
    }
    if (steps.empty()) return;
    const std::string edge =
        rim > 0 ? paint_text("stroke", color) + fmt::format(R"( stroke-width="{}")", number_text(2 * rim)) : "";
    shapes_ += fmt::format("<path d=\"{}Z\"{}{}/>\n", steps, paint_text("fill", color), edge);
}

void Svg::text(Place place, std::string_view words, const TextStyle& style) {
    if (!are_finite({place.x, place.y}) || words.empty()) return;
    shapes_ += fmt::format("<text x=\"{}\" y=\"{}\" {} font-size=\"{}\" text-anchor=\"{}\"{}>{}</text>\n",
                           number_text(place.x), number_text(place.y), faces[static_cast<std::size_t>(style.face)],
                           number_text(style.size), anchors[static_cast<std::size_t>(style.align)],
                           paint_text("fill", style.color), xml_text(words));
}

void Svg::field(const Box& box, const std::function<Color(double right, double down)>& color) {
    const int width = static_cast<int>(std::lround(box.width())), height = static_cast<int>(std::lround(box.height()));
    if (width <= 0 || height <= 0) return;
    ThreadPool alone(1);
    const auto write_row = [&](int y, std::uint8_t* rgb) {
        for (int x = 0; x < width; ++x) {
            const Color pixel = color((x + 0.5) / width, (y + 0.5) / height);
            *rgb++ = pixel.red, *rgb++ = pixel.green, *rgb++ = pixel.blue;
        }
    };
    shapes_ += fmt::format(
        "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" "
        "xlink:href=\"data:image/png;base64,{}\"/>\n",
        number_text(box.left), number_text(box.top), number_text(box.width()), number_text(box.height()),
        base64(encode_png(width, height, write_row, alone)));
}

std::string Svg::file() const { return head_ + shapes_ + (is_clipped_ ? "</g>\n" : "") + "</svg>\n"; }

}  // namespace ravine
