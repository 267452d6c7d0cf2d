// Pictures of races, as pixels and as shapes.

#include "app/pictures/race_pictures.hpp"

#include <cmath>
#include <limits>

#include "app/pictures/canvas.hpp"
#include "app/pictures/colormaps.hpp"
#include "app/pictures/svg.hpp"
#include "engine/landscape/surface_specification.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr int cells = 240;

/// f = ½(x² + y²) over −2 … 2.
class Bowl {
  public:
    Bowl() {
        Selection row{"quadratic_ravine", {1, 0}};
        surface_ = make_surface(row).value();
        for (int j = 0; j < cells; ++j)
            for (int i = 0; i < cells; ++i) {
                const double x = pixel_middle(-2, 2, i, cells), y = pixel_middle(-2, 2, j, cells);
                heights_.push_back(surface_->value(x, y));
            }
    }
    TopViewPicture picture(bool logarithmic, std::vector<DrawnRacer> racers = {}) const {
        return {.surface = surface_.get(),
                .cells = {cells, cells, {-2, 2, -2, 2}, [this](std::size_t index) { return heights_[index]; }},
                .logarithmic = logarithmic,
                .start = {5, 5},  // out of the picture
                .racers = std::move(racers)};
    }
    const std::vector<double>& heights() const { return heights_; }

  private:
    std::shared_ptr<const Surface> surface_;
    std::vector<double> heights_;
};

Canvas drawn(const TopViewPicture& picture) {
    const PictureSize size = top_view_size(picture);
    Canvas canvas(size.width, size.height, dark_theme.panel);
    draw_top_view(canvas, picture);
    return canvas;
}

/// The pixel at a place of the plane −2 … 2.
Color at(const Canvas& canvas, double x, double y) {
    return canvas.at(static_cast<int>(84 + (x + 2) / 4 * 720), static_cast<int>(64 + (2 - y) / 4 * 720));
}

int difference(Color a, Color b) {
    return std::abs(a.red - b.red) + std::abs(a.green - b.green) + std::abs(a.blue - b.blue);
}

int count(const std::string& text, std::string_view part) {
    int found = 0;
    for (std::size_t i = text.find(part); i != std::string::npos; i = text.find(part, i + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("the top view has the scale's colours, and contours at the right radius") {
    const Bowl bowl;
    const Canvas canvas = drawn(bowl.picture(false));
    CHECK(difference(at(canvas, -1.98, -1.98), sample(viridis, 1)) < 16);
    CHECK(difference(at(canvas, 0.03, 0.08), sample(viridis, 0)) < 12);  // beside the minimum's cross
    // Heights 0 to 4 in steps of 0.2 or 0.5: 1 and 2 are round in either. Between lines there is the scale's colour.
    for (const double height : {1.0, 2.0}) {
        const double radius = std::sqrt(2 * height);
        int seen = 0, plain = 0;  // one of the places may lie under a label
        for (const double angle : {0.3, 2.0, 3.3, 4.1, 5.5}) {
            int most = 0;
            for (double r = radius - 0.008; r <= radius + 0.008; r += 0.002)
                most = std::max(
                    most, difference(at(canvas, r * std::cos(angle), r * std::sin(angle)), sample(viridis, r * r / 8)));
            seen += most > 40 ? 1 : 0;
            const double between = std::sqrt(2 * (height + 0.1));
            plain += difference(at(canvas, between * std::cos(angle), between * std::sin(angle)),
                                sample(viridis, (height + 0.1) / 4)) < 12;
        }
        CAPTURE(height);
        CHECK(seen >= 4);
        CHECK(plain >= 4);
    }
}

TEST_CASE("a logarithmic top view is even in the logarithm") {
    const Bowl bowl;
    const Canvas canvas = drawn(bowl.picture(true));
    double least = 1e9, most = 0;
    for (const double height : bowl.heights()) least = std::min(least, height), most = std::max(most, height);
    const double share = std::log(0.75 / least) / std::log(most / least), radius = std::sqrt(1.5);
    CHECK(difference(at(canvas, radius * std::cos(1), radius * std::sin(1)), sample(viridis, share)) < 12);
}

TEST_CASE("light from the upper left brightens slopes that face it") {
    const Bowl bowl;
    TopViewPicture picture = bowl.picture(false);
    const Canvas flat = drawn(picture);
    picture.shaded = true;
    const Canvas lit = drawn(picture);
    // Inside a bowl it is the lower right slope that faces the upper left.
    CHECK(luminance(at(lit, 0.83, -0.83)) > luminance(at(flat, 0.83, -0.83)));
    CHECK(luminance(at(lit, -0.83, 0.83)) < luminance(at(flat, -0.83, 0.83)));
}

TEST_CASE("a path has its racer's colour inside the picture, and ends at its edge") {
    const Bowl bowl;
    const std::vector<RaceStep> steps{{-1.5, 0.7, 0, 0, 0}, {1.5, 0.7, 0, 0, 0}, {1e12, 0.7, 0, 0, 0}};
    const Canvas canvas = drawn(bowl.picture(false, {{"Adam", class_color(0), steps}}));
    for (const double x : {-1.2, -0.4, 0.5, 1.2, 1.9}) CHECK(difference(at(canvas, x, 0.7), class_color(0)) < 30);
    CHECK(at(canvas, 2.05, 0.7) == dark_theme.panel);
}

TEST_CASE("the same picture as shapes: paths for contours and racers, words escaped, no number that is none") {
    const Bowl bowl;
    const double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
    const std::vector<RaceStep> steps{{-1.5, 0.7, 1, 0, 0}, {0.5, 0.7, 2, 0, 0}, {infinity, nan, infinity, nan, nan}};
    const TopViewPicture picture = bowl.picture(true, {{"<A & \"B\">", class_color(5), steps}});
    const PictureSize size = top_view_size(picture);
    Svg svg(size.width, size.height, dark_theme.panel, "a<b");
    draw_top_view(svg, picture);
    const std::string file = svg.file();
    CHECK(file.starts_with("<?xml"));
    CHECK(file.ends_with("</svg>\n"));
    CHECK(count(file, "<path ") > 20);
    CHECK(count(file, "<image ") == 2);  // heights and colour bar
    CHECK(count(file, "#d55e00") >= 2);
    CHECK(count(file, "&lt;A &amp; &quot;B&quot;&gt;</text>") == 1);
    CHECK(count(file, "<title>a&lt;b</title>") == 1);
    CHECK((count(file, "\"nan") == 0 && count(file, "\"inf") == 0 && count(file, "Mnan") == 0));
    CHECK(count(file, "<g ") == count(file, "</g>"));
}

TEST_CASE("text in XML keeps to its signs") {
    CHECK(xml_text("a<b>&\"c\"") == "a&lt;b&gt;&amp;&quot;c&quot;");
    CHECK(xml_text("η β₁ ∇f − 1") == "η β₁ ∇f − 1");
    CHECK(xml_text(std::string_view("a\0b\x01\x1f\x7f", 6)) == "ab");
    CHECK(xml_text("\xff\xc3(\xe2\x82\xed\xa0\x80z") == "(z");
    CHECK(xml_text("\xf0\x9f\x98\x80\xf4\x90\x80\x80") == "\xf0\x9f\x98\x80");
}

TEST_CASE("losses are lines in the racers' colours over what was asked for, with a legend") {
    LossLine line{"SGD", class_color(0), {}, {}};
    for (int i = 0; i <= 100; ++i) line.x.push_back(3 * i + 1), line.y.push_back(std::pow(0.9, i));
    RaceLossPicture picture{.title = "Loss by evaluation",
                            .note = "Bowl",
                            .x_name = "evaluations",
                            .y_name = "f(x, y)",
                            .logarithmic = true,
                            .lines = {line, {"empty", class_color(1), {}, {}}}};
    const auto pixels = [&] {
        const PictureSize size = race_loss_size(picture);
        Canvas canvas(size.width, size.height, dark_theme.panel);
        draw_race_losses(canvas, picture);
        return canvas;
    };
    const auto has_line = [](const Canvas& canvas, double x, double y_share) {
        const int column = static_cast<int>(84 + x / 301 * 876), row = static_cast<int>(524 - y_share * 460);
        return difference(canvas.at(column, row), class_color(0)) < 60;
    };
    const Axis axis = axis_around({1, std::pow(0.9, 100)}, true);
    Canvas canvas = pixels();
    for (const int i : {10, 50, 90}) CHECK(has_line(canvas, 3 * i + 1, axis.share(std::pow(0.9, i))));
    picture.y_least = 1e-3;
    canvas = pixels();
    const Axis cut{1e-3, axis_around({1, std::pow(0.9, 65)}, true).most, true};  // what is cut off does not count
    for (const int i : {10, 50}) CHECK(has_line(canvas, 3 * i + 1, cut.share(std::pow(0.9, i))));
    Svg svg(1000, 600, dark_theme.panel, "losses");
    draw_race_losses(svg, picture);
    for (const char* words : {">SGD</text>", ">Loss by evaluation</text>", ">evaluations</text>", ">f(x, y)</text>"})
        CHECK(count(svg.file(), words) == 1);
}

TEST_CASE("what is no number is hatched in the top view") {
    const Bowl bowl;
    for (const double none : {std::nan(""), std::numeric_limits<double>::infinity()}) {
        TopViewPicture picture = bowl.picture(false);
        picture.cells.height = [&](std::size_t index) {
            return index % cells < cells / 2 ? none : bowl.heights()[index];
        };
        const Canvas canvas = drawn(picture);
        int ground = 0, hatch = 0;
        for (double x = -1.95; x < -1; x += 0.01) {
            ground += at(canvas, x, 1.2) == dark_theme.sunken ? 1 : 0;
            hatch += at(canvas, x, 1.2) == dark_theme.line ? 1 : 0;
        }
        CHECK((ground > 30 && hatch > 30 && ground + hatch > 90));
        CHECK(difference(at(canvas, 1.98, -1.98), sample(viridis, 1)) < 16);
    }
}

TEST_CASE("a loss at or below the floor of a logarithmic axis leaves the picture at its lower edge") {
    RaceLossPicture picture{.title = "Loss by step",
                            .note = "",
                            .x_name = "step",
                            .y_name = "f − min f",
                            .logarithmic = true,
                            .y_least = 1e-6,
                            .lines = {{"SGD", class_color(0), {0, 1, 2, 3}, {1, 1e-3, -1.1e-16, 0}}}};
    const PictureSize size = race_loss_size(picture);
    Canvas canvas(size.width, size.height, dark_theme.panel);
    draw_race_losses(canvas, picture);
    const auto has_line = [&](int row) {
        for (int column = 84; column < 960; ++column)
            if (difference(canvas.at(column, row), class_color(0)) < 60) return true;
        return false;
    };
    CHECK(has_line(522));
    for (int row = 526; row < 550; ++row) CHECK_FALSE(has_line(row));
}
