#include "app/pictures/map_key.hpp"

#include <fmt/format.h>

#include "app/pictures/arrival_colors.hpp"
#include "app/pictures/text.hpp"

namespace ravine {

namespace {

constexpr double words_size = 13, sample_width = 22, sample_height = 12, gap = 9;
constexpr double baseline = 10.5;  // below the top of a sample

TextStyle words_style(const ThemeRow& theme, bool is_muted) {
    return {is_muted ? theme.muted : theme.text, words_size, Face::text, Align::left};
}
TextStyle number_style(const ThemeRow& theme, Align align) { return {theme.muted, words_size, Face::numbers, align}; }

}  // namespace

KeySample plain_sample(Color color) {
    return [color](Drawing& drawing, const Box& box) { drawing.rectangle(box, color, 2); };
}

KeySample hatched_sample(const ThemeRow& theme) {
    return [&theme](Drawing& drawing, const Box& box) {
        drawing.field(box, [&](double right, double down) {
            return hatch_at({right * box.width(), down * box.height()}, theme);
        });
    };
}

void draw_key(Drawing& drawing, Place corner, double width, const std::vector<KeyLine>& lines, const ThemeRow& theme) {
    double top = corner.y;
    for (const KeyLine& line : lines) {
        const double left = corner.x + (line.sample ? sample_width + gap : 0);
        if (line.sample) line.sample(drawing, {corner.x, top, corner.x + sample_width, top + sample_height});
        drawing.text({left, top + baseline}, line.words, words_style(theme, line.is_muted));
        drawing.text({corner.x + width, top + baseline}, line.number, number_style(theme, Align::right));
        top += key_line_height;
    }
}

void draw_steps_bar(Drawing& drawing, Place corner, double width, int few, int many, const ThemeRow& theme,
                    const std::function<Color(double steps_share)>& color) {
    const std::string least = std::to_string(few), most = fmt::format("{} steps", many);
    const TextStyle left = number_style(theme, Align::left), right = number_style(theme, Align::right);
    drawing.text({corner.x, corner.y + baseline}, least, left);
    drawing.text({corner.x + width, corner.y + baseline}, most, right);
    drawing.field({corner.x + text_width(least, left) + gap, corner.y, corner.x + width - text_width(most, right) - gap,
                   corner.y + sample_height},
                  [&](double share, double) { return color(share); });
}

}  // namespace ravine
