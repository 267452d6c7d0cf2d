// The parts of widgets that compute: sliders' scales, numbers as people read them, refined grids, planes.

#include "app/window/pictures/refined_grid.hpp"
#include "app/window/widgets/plane_view.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/core/table.hpp"
#include "engine/network/losses.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/train/scenario.hpp"
#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("a slider's ends are the setting's range, and its places lie in order between them") {
    std::vector<Setting> settings{batch_size_setting, l2_setting, points_setting, noise_setting, validation_setting};
    for (const OptimizerRow& row : optimizers())
        settings.insert(settings.end(), row.settings.begin(), row.settings.end());
    for (const Setting& setting : settings) {
        if (setting.scale == Scale::toggle || setting.scale == Scale::choice) continue;
        CAPTURE(setting.key);
        CHECK(slider_value(setting, 0) == setting.least);
        CHECK_THAT(slider_value(setting, 1), WithinRel(setting.most, 1e-3));
        CHECK(slider_value(setting, 1) <= setting.most);
        for (int i = 1; i <= 50; ++i) {
            const double value = slider_value(setting, i / 50.0);
            CHECK(value >= slider_value(setting, (i - 1) / 50.0));
            if (setting.scale != Scale::integer && value > 0 && setting.scale == Scale::logarithmic)
                CHECK_THAT(slider_share(setting, value), WithinAbs(i / 50.0, 0.004));
        }
    }
}

TEST_CASE("settings are told by name, symbol and default") {
    CHECK(settings_words(find_row(losses(), "huber")->settings) == "Scale ξ 1");
    CHECK(settings_words(find_row(losses(), "tukey")->settings) == "Scale ξ 1 · Divide by ξ⁴ false");
    CHECK(settings_words({}) == "");
    for (const OptimizerRow& row : optimizers()) CHECK(settings_words(row.settings).find("β₁ β₁") == std::string::npos);
}

TEST_CASE("numbers are short and say so when there is none") {
    CHECK(grouped(0) == "0");
    CHECK(grouped(999) == "999");
    CHECK(grouped(1240) == "1 240");
    CHECK(grouped(1234567) == "1 234 567");
    CHECK(short_count(41300) == "41.3 k");
    CHECK(short_number(0.0236) == "0.0236");
    CHECK(short_number(2.9e-6) == "2.90e-6");
    CHECK(short_number(-3e120) == "-3.00e120");
    CHECK(short_number(1e-10) == "1.00e-10");
    CHECK(short_number(5e10) == "5.00e10");
    CHECK(short_number(std::nan("")) == "–");
    CHECK(percent(0.994) == "99.4 %");
    CHECK(percent(std::nan("")) == "–");
}

TEST_CASE("a refined grid goes through the values, and a plane stays a plane inside") {
    constexpr int columns = 5, rows = 4, factor = 8;
    std::vector<float> values;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) values.push_back(2.0f * column - 3.0f * row + 1);
    const std::vector<float> fine = refined_grid(values, columns, rows, factor);
    const int width = refined_count(columns, factor);
    REQUIRE(fine.size() == static_cast<std::size_t>(width * refined_count(rows, factor)));
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            CHECK(fine[static_cast<std::size_t>(row * factor * width + column * factor)] ==
                  values[static_cast<std::size_t>(row * columns + column)]);
    const int y = factor + 3, x = 2 * factor + 5;  // away from the edges
    CHECK_THAT(static_cast<double>(fine[static_cast<std::size_t>(y * width + x)]),
               WithinAbs(2.0 * x / factor - 3.0 * y / factor + 1, 1e-4));
}

TEST_CASE("places on a plane go to pixels and back, with y upwards") {
    const PlaneFrame frame{{100, 50}, {500, 250}, {-2, 2, -1, 1}};
    CHECK(frame.place(-2, 1).x == 100);
    CHECK(frame.place(-2, 1).y == 50);
    CHECK_THAT(frame.x(frame.place(0.7, 0.3).x), WithinAbs(0.7, 1e-5));
    CHECK_THAT(frame.y(frame.place(0.7, 0.3).y), WithinAbs(0.3, 1e-5));
}

TEST_CASE("a window fitted to a picture keeps its middle and shows all of it, equally far in x and y") {
    const Window fitted = fitted_window({-6, 6, -3, 9}, 400, 200);
    CHECK_THAT((fitted.x_most - fitted.x_least) / 400, WithinRel((fitted.y_most - fitted.y_least) / 200, 1e-12));
    CHECK(fitted.x_least <= -6);
    CHECK(fitted.x_most >= 6);
    CHECK_THAT(fitted.y_least, WithinAbs(-3, 1e-9));
    CHECK_THAT(fitted.x_least + fitted.x_most, WithinAbs(0, 1e-9));
}
