#include "app/window/playground/loss_curves.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/table.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

LossCurves curves_of(std::string_view id, std::vector<double> settings) {
    return sample_loss_curves(*find_row(losses(), id), settings);
}

}  // namespace

TEST_CASE("a loss's curves are seen over three scales on either side, from the row's own functions") {
    const LossCurves huber = curves_of("huber", {0.5});
    CHECK(huber.residuals.front() == -1.5);
    CHECK(huber.residuals.back() == 1.5);
    for (std::size_t i = 0; i < huber.residuals.size(); ++i) {
        const double x = huber.residuals[i];
        CHECK_THAT(huber.curves[0].values[i],
                   WithinAbs(std::abs(x) <= 0.5 ? x * x / 2 : 0.5 * std::abs(x) - 0.125, 1e-12));
        CHECK_THAT(huber.curves[1].values[i], WithinAbs(std::clamp(x, -0.5, 0.5), 1e-12));
        CHECK_THAT(huber.curves[2].values[i], WithinAbs(std::min(1.0, 0.5 / std::abs(x)), 1e-12));
    }
}

TEST_CASE("the axes of a loss's curves show 0 and every finite curve whole, and cut off what goes to infinity") {
    int seen = 0;
    for (const LossRow& row : losses()) {
        if (!row.curves.exist()) continue;
        ++seen;
        for (const double value : {0.02, 1.0, 1.5, 2.0, 5.0}) {
            INFO(row.id << " " << value);
            std::vector<double> settings = standard_values(row.settings);
            if (!settings.empty() && check_setting(row.settings[0], value, "")) settings[0] = value;
            for (const LossCurve& curve : sample_loss_curves(row, settings).curves) {
                INFO(curve.label);
                const auto [least, most] = std::minmax_element(curve.values.begin(), curve.values.end());
                CHECK(curve.axis.least < std::min(0.0, *least));
                CHECK(curve.axis.most > curve.values.front());
                CHECK(std::isfinite(curve.axis.most));
                const bool has_pole = curve.label == "ω(x)" && std::isinf(row.curves.omega(0, settings.data()));
                CHECK((curve.axis.most > *most) == !has_pole);
            }
        }
    }
    CHECK(seen >= 7);
    CHECK(std::isinf(find_row(losses(), "mean_absolute_error")->curves.omega(0, nullptr)));
}
