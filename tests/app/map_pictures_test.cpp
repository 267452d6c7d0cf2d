// Maps of descents, as pixels and as shapes.

#include "app/pictures/map_pictures.hpp"

#include <cmath>

#include "app/pictures/arrival_colors.hpp"
#include "app/pictures/canvas.hpp"
#include "app/pictures/svg.hpp"
#include "engine/landscape/map_runner.hpp"
#include "engine/landscape/surface_specification.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr Window plane{-6, 6, -6, 6};
constexpr int height_cells = 120;

std::shared_ptr<const Surface> surface_of(Selection row) { return make_surface(row).value(); }

/// A quick and a slow minimum in the lower quarters, elsewhere and diverged in the upper ones.
BasinMap four_quarters() {
    constexpr int edge = 20;
    const BasinSubject subject{
        surface_of({"himmelblau", {}}), {standard_selection(optimizers().front()), {}, edge, edge}, plane};
    BasinMap map = blank_map(subject, edge, edge);
    const Arrival below[] = {{0, 10}, {1, 400}}, above[] = {{Arrival::elsewhere, 0}, {Arrival::diverged, 3}};
    for (int i = 0; i < edge * edge; ++i)
        map.arrivals[static_cast<std::size_t>(i)] = (i < edge * edge / 2 ? below : above)[i % edge * 2 / edge];
    return map;
}

DrawnBasins drawn_basins(const BasinMap& map) {
    const Surface* surface = map.subject.surface.get();
    const auto height = [surface](std::size_t index) {
        const auto column = static_cast<int>(index % height_cells), row = static_cast<int>(index / height_cells);
        return surface->value(pixel_middle(-6, 6, column, height_cells), pixel_middle(-6, 6, row, height_cells));
    };
    return {.map = &map,
            .cells = {height_cells, height_cells, plane, height},
            .start = {4, 4},
            .optimizer = "SGD",
            .settings = "η 0.010"};
}

Canvas pixels_of(const DrawnBasins& picture, const ThemeRow& theme) {
    const PictureSize size = basins_size(picture);
    Canvas canvas(size.width, size.height, theme.panel);
    draw_basins(canvas, picture, theme);
    return canvas;
}

int distance_of(Color a, Color b) {
    return std::abs(a.red - b.red) + std::abs(a.green - b.green) + std::abs(a.blue - b.blue);
}

/// How many of the pixels in a square of the view have this colour; shares of its sides from the left and the top.
double share_of(const Canvas& canvas, double left, double top, Color color) {
    int found = 0;
    constexpr int edge = 120;
    for (int y = 0; y < edge; ++y)
        for (int x = 0; x < edge; ++x)
            found += distance_of(canvas.at(84 + static_cast<int>(left * 720) + x, 64 + static_cast<int>(top * 720) + y),
                                 color) < 12;
    return double(found) / (edge * edge);
}

int count_of(const std::string& text, std::string_view part) {
    int found = 0;
    for (std::size_t i = text.find(part); i != std::string::npos; i = text.find(part, i + 1)) ++found;
    return found;
}

RateMap rates_of(std::string_view optimizer, double condition) {
    ThreadPool alone(1);
    const OptimizerRow& row = *find_row(optimizers(), optimizer);
    return whole_map(RateSubject{surface_of({"quadratic_ravine", {condition, 0}}),
                                 {.optimizer = standard_selection(row),
                                  .start = {-1, 0.5},
                                  .conditions = {.steps = 200},
                                  .columns = 40,
                                  .rows = 20}},
                     alone);
}

Svg shapes_of(const DrawnRates& picture) {
    const PictureSize size = rates_size(picture);
    Svg svg(size.width, size.height, dark_theme.panel, "rates");
    draw_rate_map(svg, picture);
    return svg;
}

}  // namespace

TEST_CASE("a picture of basins has each minimum's colour, bright for few steps") {
    const BasinMap map = four_quarters();
    const DrawnBasins picture = drawn_basins(map);
    for (const ThemeRow& theme : themes) {
        CAPTURE(theme.id);
        const Canvas canvas = pixels_of(picture, theme);
        CHECK(share_of(canvas, 0.02, 0.8, arrival_color(0, 0)) > 0.5);  // contours and marks lie over it
        CHECK(share_of(canvas, 0.8, 0.8, arrival_color(1, 1)) > 0.5);
        CHECK(share_of(canvas, 0.02, 0.02, elsewhere_color(theme)) > 0.5);
        CHECK(share_of(canvas, 0.8, 0.02, theme.sunken) > 0.15);  // hatched
        CHECK(share_of(canvas, 0.8, 0.02, hatch_color(theme)) > 0.05);
    }
    CHECK(luminance(arrival_color(1, 1)) < 0.2 * luminance(arrival_color(1, 0)));
}

TEST_CASE("a picture of basins says what its colours mean, over the surface's contours") {
    const BasinMap map = four_quarters();
    const DrawnBasins picture = drawn_basins(map);
    const PictureSize size = basins_size(picture);
    Svg svg(size.width, size.height, dark_theme.panel, "basins");
    draw_basins(svg, picture);
    const std::string file = svg.file();
    for (const char* words : {">Basins of SGD on Himmelblau<", ">η 0.010<", ">x<", ">y<", ">start<", ">(3.00, 2.00)<",
                              ">not there in 500 steps<", ">diverged<", ">steps until it is there<", ">400 steps<",
                              ">lines: contours of f<"})
        CHECK(count_of(file, words) == 1);
    CHECK(count_of(file, ">25.0 %<") == 4);
    CHECK(count_of(file, ">minimum 0.00<") == 4);
    CHECK(count_of(file, R"(stroke="#ffffff" stroke-opacity="0.4")") > 5);
    CHECK(count_of(file, "<image ") == 3);  // map, hatch and steps
    CHECK(count_of(file, "nan") == 0);
}

TEST_CASE("starts beside the window that a picture shows are its ground") {
    BasinMap map = four_quarters();
    map.subject.window = {-6, 0, -6, 6};
    const Canvas canvas = pixels_of(drawn_basins(map), dark_theme);
    CHECK(share_of(canvas, 0.8, 0.8, dark_theme.sunken) > 0.5);
    CHECK(share_of(canvas, 0.02, 0.8, arrival_color(0, 0)) > 0.5);
}

TEST_CASE("a few minima and the rest together are all starts") {
    const BasinMap map = four_quarters();
    const ArrivalSummary summary = summary_of(map.arrivals, 4);
    double all = 0;
    for (const BasinShare& row : basin_shares(map, summary, 9)) all += row.share;
    CHECK(all == Approx(1));
    const std::vector<BasinShare> few = basin_shares(map, summary, 1);
    REQUIRE(few.size() == 3);
    CHECK(!few[0].place);
    CHECK(few[0].share == Approx(0.5));
    CHECK(few[0].words == "2 more minima");
}

TEST_CASE("a map of rates has its border as a line where theory has it, and the racer's settings") {
    const RateMap map = rates_of("momentum", 25);
    const auto border = rate_border(map);
    REQUIRE(border);
    CHECK(border->curvature == Approx(25).epsilon(1e-4));
    for (const auto& [rate, up] : border->places) {
        const double momentum = up * find_row(optimizers(), "momentum")->settings[1].most;
        CHECK(rate == Approx(2 * (1 + momentum) / border->curvature));
    }
    DrawnRates picture{.map = &map,
                       .optimizer = "Momentum",
                       .note = "",
                       .color = class_color(5),
                       .settings = map.subject.question.optimizer.values,
                       .mark = "Momentum  η 0.01"};
    picture.settings[0] = std::sqrt(least_mapped_rate * most_mapped_rate);
    const PictureSize size = rates_size(picture);
    Canvas canvas(size.width, size.height, dark_theme.panel);
    draw_rate_map(canvas, picture);
    const Axis momenta = mapped_seconds(map.subject.optimizer());
    const int middle = 84 + 360, row = 544 - static_cast<int>(480 * momenta.share(picture.settings[1]));
    CHECK(canvas.at(middle, row) == class_color(5));
    const std::string file = shapes_of(picture).file();
    CHECK(count_of(file, "stroke-dasharray") == 2);  // in the map and in its key
    for (const char* words : {">learning rate η<", ">momentum β<", ">theory: 2(1 + β)/λmax<",
                              ">λmax 25 at the minimum<", ">diverged<", ">from the start (-1.00, 0.50)<"})
        CHECK(count_of(file, words) == 1);
}

TEST_CASE("a map of rates without a second setting is a row, and of optimizers without a theory has no border") {
    const RateMap row = rates_of("sgd", 25), other = rates_of("adam", 25);
    const auto picture_of = [](const RateMap& map) {
        return DrawnRates{.map = &map,
                          .optimizer = "it",
                          .note = "",
                          .color = class_color(0),
                          .settings = map.subject.question.optimizer.values,
                          .mark = "it"};
    };
    CHECK(rates_size(picture_of(row)).height < rates_size(picture_of(other)).height);
    CHECK(count_of(shapes_of(picture_of(row)).file(), "text-anchor=\"end\"") == 2);  // no numbers upwards
    CHECK(rate_border(row));
    CHECK(!rate_border(other));
    CHECK(count_of(shapes_of(picture_of(other)).file(), "stroke-dasharray") == 0);
}
