// The 3D view as a picture.

#include <cmath>

#include "app/pictures/canvas.hpp"
#include "app/pictures/race_pictures.hpp"
#include "app/pictures/svg.hpp"
#include "engine/landscape/surface_specification.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr int bowl_cells = 200;

/// f = ½(x² + y²) over −2 … 2, and a racer that comes down to it.
struct ReliefBowl {
    std::shared_ptr<const Surface> surface = make_surface(Selection{"quadratic_ravine", {1, 0}}).value();
    std::vector<double> heights;
    std::optional<Terrain> terrain;
    std::vector<RaceStep> steps;

    ReliefBowl() {
        for (int j = 0; j < bowl_cells; ++j)
            for (int i = 0; i < bowl_cells; ++i)
                heights.push_back(
                    surface->value(pixel_middle(-2, 2, i, bowl_cells), pixel_middle(-2, 2, j, bowl_cells)));
        terrain.emplace(HeightField{.version = 1,
                                    .columns = bowl_cells,
                                    .rows = bowl_cells,
                                    .values = std::span<const double>(heights),
                                    .logarithmic = false,
                                    .window = {-2, 2, -2, 2}});
        for (int i = 0; i < 40; ++i) {
            const double x = -1.6 * std::pow(0.9, i), y = 0.8 * std::pow(0.9, i);
            steps.push_back({x, y, surface->value(x, y), x, y});
        }
    }
    ReliefPicture picture(const Camera& camera = {}) const {
        return {surface.get(), &*terrain, camera, {-1.6, 0.8}, {{"Adam", rgb(0xFF00FF), steps}}};
    }
};

std::string relief_svg(const ReliefPicture& picture) {
    const PictureSize size = relief_size(picture);
    Svg svg(size.width, size.height, dark_theme.panel, "");
    draw_relief(svg, picture);
    return svg.file();
}

Canvas relief_pixels(const ReliefPicture& picture, const ThemeRow& theme = dark_theme) {
    const PictureSize size = relief_size(picture);
    Canvas canvas(size.width, size.height, theme.panel);
    draw_relief(canvas, picture, theme);
    return canvas;
}

int count_of_part(const std::string& text, std::string_view part) {
    int found = 0;
    for (std::size_t i = text.find(part); i != std::string::npos; i = text.find(part, i + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("the 3D view's file has the surface's cells, the path, the names, and is no larger than two megabytes") {
    const ReliefBowl bowl;
    const std::string file = relief_svg(bowl.picture());
    CHECK(file.size() < 2'000'000);
    CHECK(count_of_part(file, "Z\"") > 90 * 90);
    CHECK(count_of_part(file, R"(fill="none" stroke="#ff00ff")") >= 2);  // the path, and the legend's line
    for (const char* words : {">Adam<", ">start<", ">x<", ">y<", ">f<"}) CHECK(count_of_part(file, words) >= 1);
    CHECK(file.find("nan") == std::string::npos);
}

TEST_CASE("the picture's racer stands where the camera sees it, and the surface has no seams") {
    const ReliefBowl bowl;
    const ReliefPicture picture = bowl.picture();
    const ReliefScene scene = relief_scene(picture);
    const RaceStep& now = bowl.steps.back();
    const Place at = scene.view.project(bowl.terrain->lying_at(now.x, now.y)).at;
    for (const ThemeRow& theme : themes) {
        const Canvas canvas = relief_pixels(picture, theme);
        CHECK(canvas.at(static_cast<int>(at.x), static_cast<int>(at.y)) == rgb(0xFF00FF));
        int grey = 0;
        for (double x = -0.9; x <= 0.9; x += 0.01)
            for (const double y : {-0.71, -0.53}) {
                const Place place = scene.view.project({x, y, bowl.terrain->height(x, y)}).at;
                const Color color = canvas.at(static_cast<int>(place.x), static_cast<int>(place.y));
                grey += std::abs(color.green - color.blue) < 8 && std::abs(color.red - color.blue) < 8;
            }
        CHECK(grey == 0);
    }
}

TEST_CASE("from near and from afar a picture is made of what is in it") {
    const ReliefBowl bowl;
    Camera near, far;
    zoom(near, 0.2, {0.5, 0.5, 0.1});
    zoom(far, 3, {0, 0, 0});
    for (const Camera& camera : {near, far}) {
        const std::string file = relief_svg(bowl.picture(camera));
        CHECK(file.size() < 2'000'000);
        CHECK(file.find("nan") == std::string::npos);
        CHECK(count_of_part(file, "Z\"") > 100);
    }
    CHECK(count_of_part(relief_svg(bowl.picture(near)), "Z\"") < count_of_part(relief_svg(bowl.picture()), "Z\""));
}

TEST_CASE("the 3D view's file has a hole where heights are no numbers") {
    ReliefBowl bowl;
    for (std::size_t i = 0; i < bowl.heights.size(); ++i)
        if (i % bowl_cells < bowl_cells / 2) bowl.heights[i] = std::nan("");
    bowl.terrain.emplace(HeightField{.version = 2,
                                     .columns = bowl_cells,
                                     .rows = bowl_cells,
                                     .values = std::span<const double>(bowl.heights),
                                     .logarithmic = false,
                                     .window = {-2, 2, -2, 2}});
    ReliefPicture picture = bowl.picture();
    picture.racers.clear();
    picture.start = {5, 5};  // out of the picture
    const ReliefScene scene = relief_scene(picture);
    for (const ThemeRow& theme : themes) {
        const Canvas canvas = relief_pixels(picture, theme);
        const auto pixel = [&](double x, double y) {
            const Place place = scene.view.project({x, y, bowl.terrain->height(x, y)}).at;
            return canvas.at(static_cast<int>(place.x), static_cast<int>(place.y));
        };
        for (const double y : {-0.7, -0.2, 0.3}) {
            for (const double x : {-0.8, -0.5, -0.2}) CHECK(pixel(x, y) == theme.sunken);
            for (const double x : {0.2, 0.5, 0.8}) CHECK_FALSE(pixel(x, y) == theme.sunken);
        }
    }
    const std::string file = relief_svg(picture);
    CHECK(count_of_part(file, "Z\"") < 60 * 96);
    CHECK(file.find("nan") == std::string::npos);
}
