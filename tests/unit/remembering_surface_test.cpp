#include "engine/landscape/remembering_surface.hpp"

#include <atomic>
#include <thread>
#include <vector>

#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// Counts what it is asked at single places.
class CountingBowl : public Surface {
  public:
    CountingBowl() : Surface({"Bowl", "", "", "", {-1, 1, -1, 1}, {1, 1}, {{0, 0}}, 0}) {}

    bool is_slow() const override { return true; }
    double value(double x, double y) const override { return ++asked, x * x + 3 * y * y; }
    std::array<double, 2> gradient(double x, double y) const override { return ++asked, std::array{2 * x, 6 * y}; }
    std::array<double, 3> hessian(double x, double) const override { return ++asked, std::array{2.0, x, 6.0}; }
    std::array<double, 3> gauss_newton(double, double y) const override { return ++asked, std::array{1.0, y, 3.0}; }

    mutable std::atomic<int> asked{0};
};

}  // namespace

TEST_CASE("a surface that remembers answers as its own does, and asks that once for each place") {
    const auto bowl = std::make_shared<const CountingBowl>();
    const RememberingSurface surface(bowl);
    CHECK(surface.is_slow());
    CHECK(surface.traits().label == "Bowl");
    for (int time = 0; time < 3; ++time)
        for (double x : {0.0, 0.5, 2.0})
            for (double y : {-1.0, 0.5}) {
                CHECK(surface.value(x, y) == x * x + 3 * y * y);
                CHECK(surface.gradient(x, y) == std::array{2 * x, 6 * y});
                CHECK(surface.hessian(x, y) == std::array{2.0, x, 6.0});
                CHECK(surface.gauss_newton(x, y) == std::array{1.0, y, 3.0});
            }
    CHECK(bowl->asked == 6 * 4);
}

TEST_CASE("what has been asked long ago is asked again, and many places at once push nothing out") {
    const auto bowl = std::make_shared<const CountingBowl>();
    const RememberingSurface surface(bowl);
    surface.value(1, 1);
    const std::vector<double> many(500, 0.25);
    std::vector<double> f(500), g(500);
    surface.values(many, many, f);
    surface.gradients(many, many, f, g);
    bowl->asked = 0;
    surface.value(1, 1);
    CHECK(bowl->asked == 0);
    for (int i = 0; i < 100; ++i) surface.value(i, 2);
    surface.value(1, 1);
    CHECK(bowl->asked == 101);
}

TEST_CASE("several threads may ask a surface that remembers") {
    const auto bowl = std::make_shared<const CountingBowl>();
    const RememberingSurface surface(bowl);
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 2000; ++i) {
                const double x = (i * (thread + 1)) % 90;
                wrong += surface.value(x, 1) != x * x + 3;
            }
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == 0);
}
