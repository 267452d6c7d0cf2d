#include "engine/landscape/surfaces.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include "engine/core/random.hpp"
#include "engine/core/table.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// Default settings first, then a few drawn from their ranges.
std::vector<double> draw_settings(const SurfaceRow& row, int trial, RandomStream& random) {
    std::vector<double> values = standard_values(row.settings);
    if (trial == 0) return values;
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = random.uniform(row.settings[i].least, row.settings[i].most);
    return values;
}

/// Calls check(row, settings, x, y) at many points of every surface's window, for several settings.
template <class Check>
void at_random_points(const Check& check) {
    RandomStream random(1, RandomPurpose::points);
    for (const SurfaceRow& row : surfaces())
        for (int trial = 0; trial < 5; ++trial) {
            const std::vector<double> settings = draw_settings(row, trial, random);
            for (int i = 0; i < 40; ++i) {
                const double x = random.uniform(row.window.x_least, row.window.x_most);
                const double y = random.uniform(row.window.y_least, row.window.y_most);
                INFO(row.id << " at " << x << ", " << y);
                check(row, settings, x, y);
            }
        }
}

constexpr double h = 1e-5;

/// Calls check(row, settings) for every surface with several settings.
template <class Check>
void with_settings(const Check& check) {
    RandomStream random(2, RandomPurpose::points);
    for (const SurfaceRow& row : surfaces())
        for (int trial = 0; trial < (row.settings.empty() ? 1 : 5); ++trial) {
            const std::vector<double> settings = draw_settings(row, trial, random);
            INFO(row.id << " with its settings drawn for the " << trial << "th time");
            check(row, settings);
        }
}

/// The points of a grid that has `edge` by `edge` of them over the window, its edges included.
std::vector<std::array<double, 2>> grid_over(const Window& window, int edge) {
    std::vector<std::array<double, 2>> points;
    const auto at = [&](double least, double most, int i) { return least + (most - least) * i / (edge - 1); };
    for (int j = 0; j < edge; ++j)
        for (int i = 0; i < edge; ++i)
            points.push_back({at(window.x_least, window.x_most, i), at(window.y_least, window.y_most, j)});
    return points;
}

bool is_inside(const Window& window, const std::array<double, 2>& at) {
    return at[0] >= window.x_least && at[0] <= window.x_most && at[1] >= window.y_least && at[1] <= window.y_most;
}

bool is_positive_definite(const std::array<double, 3>& matrix) {
    return matrix[0] > 0 && matrix[0] * matrix[2] > matrix[1] * matrix[1];
}

/// Up to rounding, so that the ground of a degenerate minimum is convex as well.
bool is_convex(const std::array<double, 3>& matrix) {
    const double product = matrix[0] * matrix[2];
    return matrix[0] > 0 && matrix[2] > 0 && product * (1 + 1e-12) >= matrix[1] * matrix[1];
}

double distance(const std::array<double, 2>& a, const std::array<double, 2>& b) {
    return std::hypot(a[0] - b[0], a[1] - b[1]);
}

/// A descent that never rises: by the gradient with backtracking, then by Newton's steps with the absolute values of
/// the curvatures.
class Descent {
  public:
    Descent(const SurfaceRow& row, std::span<const double> settings, std::array<double, 2> start)
        : row_(row), settings_(settings), at_(start) {
        double rate = 0.01;
        for (int i = 0; i < 150; ++i) {
            const auto [gx, gy] = row_.gradient(at_[0], at_[1], settings_);
            rate *= 2 * step({-gx, -gy}, {gx, gy}, rate);
        }
        for (int i = 0; i < 80; ++i) {
            const auto gradient = row_.gradient(at_[0], at_[1], settings_);
            step(newton_direction(gradient), gradient, 1);
        }
    }
    const std::array<double, 2>& end() const { return at_; }

  private:
    /// Goes `rate` times the direction, or as often half of that as the surface has to fall; the share that was gone.
    double step(std::array<double, 2> way, std::array<double, 2> gradient, double rate) {
        const double slope = way[0] * gradient[0] + way[1] * gradient[1], from = row_.value(at_[0], at_[1], settings_);
        for (double share = 1; share > 1e-12; share /= 2) {
            const double t = rate * share;
            const std::array<double, 2> to{at_[0] + t * way[0], at_[1] + t * way[1]};
            if (row_.value(to[0], to[1], settings_) > from + 0.1 * t * slope) continue;
            at_ = to;
            return share;
        }
        return 0.5;
    }

    std::array<double, 2> newton_direction(const std::array<double, 2>& gradient) const {
        const auto [xx, xy, yy] = row_.hessian(at_[0], at_[1], settings_);
        const double angle = 0.5 * std::atan2(2 * xy, xx - yy), c = std::cos(angle), s = std::sin(angle);
        const double first = xx * c * c + 2 * xy * c * s + yy * s * s, second = xx + yy - first;
        const double u = -(c * gradient[0] + s * gradient[1]) / std::max(std::abs(first), 1e-20);
        const double v = -(c * gradient[1] - s * gradient[0]) / std::max(std::abs(second), 1e-20);
        return {c * u - s * v, s * u + c * v};
    }

    const SurfaceRow& row_;
    std::span<const double> settings_;
    std::array<double, 2> at_;
};

double value_at(const SurfaceRow& row, const std::array<double, 2>& at, std::span<const double> settings) {
    return row.value(at[0], at[1], settings);
}

/// The minima at which the surface is as low as it gets.
std::vector<std::array<double, 2>> global_minima(const SurfaceRow& row, std::span<const double> settings) {
    std::vector<std::array<double, 2>> all = row.minima(settings);
    std::erase_if(all, [&](const auto& at) { return value_at(row, at, settings) > row.infimum(settings) + 1e-9; });
    return all;
}

}  // namespace

TEST_CASE("every surface's gradient is its value's central difference") {
    at_random_points([](const SurfaceRow& row, const std::vector<double>& s, double x, double y) {
        const auto [gx, gy] = row.gradient(x, y, s);
        const double scale = 1 + std::abs(row.value(x, y, s)) + std::abs(gx) + std::abs(gy);
        CHECK(std::abs(gx - (row.value(x + h, y, s) - row.value(x - h, y, s)) / (2 * h)) < 1e-7 * scale);
        CHECK(std::abs(gy - (row.value(x, y + h, s) - row.value(x, y - h, s)) / (2 * h)) < 1e-7 * scale);
    });
}

TEST_CASE("every surface's Hessian is its gradient's central difference") {
    at_random_points([](const SurfaceRow& row, const std::vector<double>& s, double x, double y) {
        const auto [xx, xy, yy] = row.hessian(x, y, s);
        const auto right = row.gradient(x + h, y, s), left = row.gradient(x - h, y, s);
        const auto above = row.gradient(x, y + h, s), below = row.gradient(x, y - h, s);
        const double scale = 1 + std::abs(right[0]) + std::abs(right[1]) + std::abs(xx) + std::abs(xy) + std::abs(yy);
        CHECK(std::abs(xx - (right[0] - left[0]) / (2 * h)) < 1e-7 * scale);
        CHECK(std::abs(xy - (right[1] - left[1]) / (2 * h)) < 1e-7 * scale);
        CHECK(std::abs(xy - (above[0] - below[0]) / (2 * h)) < 1e-7 * scale);
        CHECK(std::abs(yy - (above[1] - below[1]) / (2 * h)) < 1e-7 * scale);
    });
}

TEST_CASE("a sum of squares has a Gauss-Newton matrix that is never indefinite and is the Hessian where it is 0") {
    at_random_points([](const SurfaceRow& row, const std::vector<double>& s, double x, double y) {
        if (row.gauss_newton == nullptr) return;
        const auto [xx, xy, yy] = row.gauss_newton(x, y, s);
        CHECK(xx >= 0);
        CHECK(yy >= 0);
        CHECK(xx * yy - xy * xy >= -1e-9 * xx * yy);
    });
    for (const SurfaceRow& row : surfaces()) {
        if (row.gauss_newton == nullptr) continue;
        INFO(row.id);
        const std::vector<double> s = standard_values(row.settings);
        for (const auto& [x, y] : row.minima(s))
            for (std::size_t i = 0; i < 3 && row.value(x, y, s) < 1e-20; ++i)
                CHECK(row.gauss_newton(x, y, s)[i] == Approx(row.hessian(x, y, s)[i]).margin(1e-9));
    }
}

TEST_CASE("the gradient is 2·Jᵀr and the Gauss-Newton matrix 2·JᵀJ: gᵀ·G⁻¹·g is 2f for two residuals, never more") {
    const auto has_two_residuals = [](std::string_view id) {
        return id != "beale" && id != "one_neuron_network";  // these have three
    };
    at_random_points([&](const SurfaceRow& row, const std::vector<double>& s, double x, double y) {
        if (row.gauss_newton == nullptr) return;
        const auto [gx, gy] = row.gradient(x, y, s);
        const auto [xx, xy, yy] = row.gauss_newton(x, y, s);
        const double determinant = xx * yy - xy * xy, twice = 2 * row.value(x, y, s);
        if (determinant < 1e-6 * xx * yy) return;  // rounding would be all
        const double product = (yy * gx * gx - 2 * xy * gx * gy + xx * gy * gy) / determinant;
        CHECK(product <= twice * (1 + 1e-7));
        if (has_two_residuals(row.id)) CHECK(product == Approx(twice).epsilon(1e-7));
    });
}

TEST_CASE("every surface is flat and convex at its minima, which are lower than all around them") {
    std::vector<std::string_view> degenerate;
    with_settings([&](const SurfaceRow& row, const std::vector<double>& s) {
        for (const auto& [x, y] : row.minima(s)) {
            INFO("at " << x << ", " << y);
            CHECK(is_inside(row.window, {x, y}));
            const auto [gx, gy] = row.gradient(x, y, s);
            CHECK(std::hypot(gx, gy) < 1e-10);
            const auto [xx, xy, yy] = row.hessian(x, y, s);
            CHECK((xx > 0 && xx * yy >= xy * xy));
            if (!is_positive_definite({xx, xy, yy})) degenerate.push_back(row.id);
            for (double radius : {1e-3, 1e-2, 5e-2})
                for (int i = 0; i < 64; ++i) {
                    const double angle = i * std::numbers::pi / 32;
                    CHECK(row.value(x + radius * std::cos(angle), y + radius * std::sin(angle), s) >
                          row.value(x, y, s));
                }
        }
    });
    CHECK(degenerate == std::vector<std::string_view>{"flower"});  // x⁴/3 along y = −x
}

TEST_CASE("no surface is anywhere below its infimum, and it reaches it where it has minima") {
    RandomStream random(2, RandomPurpose::points);
    std::vector<std::string_view> without_minima, without_floor;
    with_settings([&](const SurfaceRow& row, const std::vector<double>& s) {
        const double infimum = row.infimum(s);
        const std::vector<std::array<double, 2>> minima = row.minima(s);
        if (minima.empty()) without_minima.push_back(row.id);
        if (!std::isfinite(infimum)) without_floor.push_back(row.id);
        for (int i = 0; i < 200; ++i)
            CHECK(row.value(random.uniform(row.window.x_least, row.window.x_most),
                            random.uniform(row.window.y_least, row.window.y_most), s) >= infimum);
        const auto lower = [&](const auto& at) { return value_at(row, at, s) < infimum; };
        const double far = 1000;
        for (const Window& window : {row.window, Window{-far, far, -far, far}})
            CHECK(std::ranges::none_of(grid_over(window, 401), lower));
        double lowest = std::numeric_limits<double>::infinity();
        for (const auto& minimum : minima) lowest = std::min(lowest, value_at(row, minimum, s));
        if (!minima.empty()) CHECK(std::abs(lowest - infimum) < 1e-20);
        CHECK(has_floor(row) == std::isfinite(infimum));
    });
    CHECK(without_minima == std::vector<std::string_view>{"saddle", "monkey_saddle", "logistic_loss"});
    CHECK(without_floor == std::vector<std::string_view>{"saddle", "monkey_saddle"});
}

TEST_CASE("a surface's minima are all that there are in its window") {
    with_settings([](const SurfaceRow& row, const std::vector<double>& s) {
        const std::vector<std::array<double, 2>> minima = row.minima(s);
        std::vector<int> found(minima.size());
        for (const auto& start : grid_over(row.window, 41)) {
            const std::array<double, 2> end = Descent(row, s, start).end();
            if (!is_inside(row.window, end) || !is_convex(row.hessian(end[0], end[1], s))) continue;
            INFO("from " << start[0] << ", " << start[1] << " to " << end[0] << ", " << end[1]);
            const auto known =
                std::ranges::find_if(minima, [&](const auto& minimum) { return distance(minimum, end) < 1e-6; });
            CHECK(known != minima.end());
            if (known != minima.end()) ++found[static_cast<std::size_t>(known - minima.begin())];
        }
        CHECK(std::ranges::count(found, 0) == 0);
    });
}

TEST_CASE("surfaces and their derivatives are finite far away") {
    with_settings([](const SurfaceRow& row, const std::vector<double>& s) {
        const auto all_finite = [](const auto& numbers) {
            return std::ranges::all_of(numbers, [](double number) { return std::isfinite(number); });
        };
        for (double x : {-1e6, -1e3, 0.0, 1e3, 1e6})
            for (double y : {-1e6, -1e3, 0.0, 1e3, 1e6}) {
                INFO("at " << x << ", " << y);
                CHECK(std::isfinite(row.value(x, y, s)));
                CHECK(all_finite(row.gradient(x, y, s)));
                CHECK(all_finite(row.hessian(x, y, s)));
                if (row.gauss_newton != nullptr) CHECK(all_finite(row.gauss_newton(x, y, s)));
            }
    });
}

TEST_CASE("surfaces have their textbook values") {
    const auto value = [](std::string_view id, double x, double y) {
        const SurfaceRow& row = *find_row(surfaces(), id);
        return row.value(x, y, standard_values(row.settings));
    };
    CHECK(value("quadratic_ravine", 2, 1) == 17);  // (4 + 30)/2
    CHECK(value("rosenbrock", -1.2, 1) == Approx(24.2).epsilon(1e-12));
    CHECK(value("beale", 1, 1) == Approx(14.203125).epsilon(1e-12));
    CHECK(value("himmelblau", 0, 0) == 170);
    CHECK(value("himmelblau", -0.270845, -0.923039) == Approx(181.617).epsilon(1e-5));  // its local maximum
    CHECK(value("saddle", 2, 1) == 3);
    CHECK(value("banana", -1, 1) == Approx(84).epsilon(1e-12));
    CHECK(value("booth", 0, 0) == 74);
    CHECK(value("matyas", 1, 1) == Approx(0.04).epsilon(1e-12));
    CHECK(value("matyas", 2, -1) == Approx(2.26).epsilon(1e-12));
    CHECK(value("dixon_price", 0, 1) == Approx(9).epsilon(1e-12));
    CHECK(value("six_hump_camel", 0.0898, -0.7126) == Approx(-1.031628453).epsilon(1e-7));
    CHECK(value("styblinski_tang", -2.903534, -2.903534) == Approx(2 * -39.16616570377).epsilon(1e-11));
    CHECK(value("double_well", 0, 0) == 1);
    CHECK(value("double_well", -1, 2) == Approx(3.7).epsilon(1e-12));
    CHECK(value("monkey_saddle", 1, 1) == -2);
    CHECK(value("plateau_with_cliff", 0, 0) == Approx(6 + 0.2 * (std::sqrt(7.25) - 1)).epsilon(1e-12));
    CHECK(value("rastrigin", 1, 0) == Approx(1).epsilon(1e-12));
    CHECK(value("rastrigin", 4.52299366, 4.52299366) == Approx(80.70658039).epsilon(1e-9));  // its window's most
    CHECK(value("ackley", 0, 0) == 0);
    CHECK(value("ackley", 1, 1) == Approx(3.6253849384).epsilon(1e-10));
    CHECK(value("flower", std::numbers::pi / 2, std::numbers::pi / 2) ==
          Approx(std::numbers::pi * std::numbers::pi / 2 + std::numbers::pi).epsilon(1e-12));
    CHECK(value("logistic_loss", 0, 0) == Approx(std::numbers::ln2).epsilon(1e-12));
    CHECK(value("one_neuron_network", 0, 5) == Approx((0.64 + 2.56 + 3.24) / 3).epsilon(1e-12));
}

TEST_CASE("surfaces have as many minima as the textbooks say, at the known depths") {
    const auto depths = [](std::string_view id) {
        const SurfaceRow& row = *find_row(surfaces(), id);
        const std::vector<double> s = standard_values(row.settings);
        std::vector<double> all;
        for (const auto& minimum : row.minima(s)) all.push_back(value_at(row, minimum, s));
        std::ranges::sort(all);
        return all;
    };
    const std::vector<double> camel = depths("six_hump_camel"), tang = depths("styblinski_tang");
    REQUIRE(camel.size() == 6);
    CHECK(camel[0] == Approx(-1.03162845348988).epsilon(1e-12));
    CHECK(camel[2] == Approx(-0.215463824383718).epsilon(1e-12));
    CHECK(camel[4] == Approx(2.10425031031126).epsilon(1e-12));
    REQUIRE(tang.size() == 4);
    CHECK(tang[1] == Approx(-64.19561235905536).epsilon(1e-12));
    CHECK(tang[3] == Approx(-50.05889331056785).epsilon(1e-12));
    CHECK(depths("rastrigin").size() == 121);
    CHECK(depths("ackley").size() == 49);
    CHECK(depths("himmelblau").size() == 4);
    CHECK(depths("dixon_price").size() == 2);
    CHECK(depths("double_well").size() == 2);
    CHECK(depths("one_neuron_network").size() == 2);
    CHECK(depths("flower").size() == 1);
}

TEST_CASE("values next to a minimum are right to the last digits") {
    const auto value = [](std::string_view id, double x, double y) {
        const SurfaceRow& row = *find_row(surfaces(), id);
        return row.value(x, y, standard_values(row.settings));
    };
    using std::numbers::pi;
    for (double t : {1e-4, 1e-7, 1e-10}) {
        CHECK(value("rastrigin", t, 0) == Approx((1 + 20 * pi * pi) * t * t).epsilon(1e-5));
        CHECK(value("ackley", t, t) == Approx(4 * t).epsilon(1e-2));
        CHECK(value("flower", t, -t) == Approx(std::pow(t, 4) / 3).epsilon(1e-8));
        CHECK(value("matyas", t, t) == Approx(0.04 * t * t).epsilon(1e-12));
    }
    CHECK(value("logistic_loss", 40, 200) == Approx(std::exp(-180)).epsilon(1e-12));
}

TEST_CASE("on the cliff the gradient is a hundred times that of the plateau") {
    const SurfaceRow& row = *find_row(surfaces(), "plateau_with_cliff");
    const std::vector<double> s = standard_values(row.settings);
    const auto steepness = [&](double x, double y) {
        const auto [gx, gy] = row.gradient(x, y, s);
        return std::hypot(gx, gy);
    };
    CHECK(steepness(row.start[0], row.start[1]) < 0.2);
    CHECK(steepness(0, 0) > 100 * steepness(row.start[0], row.start[1]));
}

TEST_CASE("the ravine's curvatures are 1 and its condition number, however it is turned") {
    const SurfaceRow& row = *find_row(surfaces(), "quadratic_ravine");
    for (double angle : {0.0, 25.0, 90.0})
        for (double condition : {1.0, 30.0, 1000.0}) {
            const auto [xx, xy, yy] = row.hessian(0, 0, std::vector<double>{condition, angle});
            CHECK(xx + yy == Approx(1 + condition));
            CHECK(xx * yy - xy * xy == Approx(condition).epsilon(1e-9));
        }
}

TEST_CASE("every surface's start lies in its window, away from its lowest minima, where the ground is not flat") {
    for (const SurfaceRow& row : surfaces()) {
        INFO(row.id);
        const std::vector<double> s = standard_values(row.settings);
        const auto [x, y] = row.start;
        CHECK((x > row.window.x_least && x < row.window.x_most && y > row.window.y_least && y < row.window.y_most));
        const auto [gx, gy] = row.gradient(x, y, s);
        CHECK(std::hypot(gx, gy) > 0.1);
        for (const auto& minimum : global_minima(row, s)) CHECK(distance(row.start, minimum) > 1);
        for (const auto& minimum : row.minima(s)) CHECK(distance(row.start, minimum) > 0.1);
    }
}

TEST_CASE("many gradients at once have the bits of each alone") {
    for (const SurfaceRow& row : surfaces()) {
        INFO(row.id);
        std::vector<double> settings;
        for (const Setting& setting : row.settings)
            settings.push_back(setting.standard + 0.3 * (setting.most - setting.standard));
        std::vector<double> x, y;
        for (int i = 0; i < 37; ++i) {
            x.push_back(pixel_middle(row.window.x_least, row.window.x_most, i, 37));
            y.push_back(pixel_middle(row.window.y_least, row.window.y_most, i * i % 37, 37));
        }
        std::vector<double> f_x(x.size()), f_y(x.size());
        row.gradients(x, y, settings, f_x, f_y);
        for (std::size_t i = 0; i < x.size(); ++i)
            CHECK(std::array<double, 2>{f_x[i], f_y[i]} == row.gradient(x[i], y[i], settings));
    }
}
