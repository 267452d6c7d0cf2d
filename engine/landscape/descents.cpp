#include "engine/landscape/descents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/subnormals.hpp"
#include "engine/core/vector_loop.hpp"
#include "engine/landscape/gradient_noise.hpp"
#include "engine/landscape/surface_objective.hpp"

namespace ravine {

namespace {

/// Numbers that a block's way may take: 512 KiB, half of a usual second-level cache.
constexpr std::size_t way_in_cache = 65536;
constexpr std::size_t most_together = 128;
/// So often a block is asked whether any of it is still finite.
constexpr std::size_t steps_between_looks = 16;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

bool any_finite(const double* numbers, std::size_t count) {
    return std::any_of(numbers, numbers + count, [](double number) { return std::isfinite(number); });
}

/// What it means for each start to be where it ended: within a distance of a place, or (diverged) not within it.
/// Arrays of so many numbers, so that loops over starts use vectors.
struct Ends {
    std::vector<double> x, y, square, within, stays, steps;

    explicit Ends(std::size_t count)
        : x(count), y(count), square(count), within(count), stays(count, 1.0), steps(count) {}
};

/// One step back: who was already there needs a step less. Returns how many were there.
double look_back(const double* at, std::size_t count, Ends& ends) {
    double staying = 0;
    const double *x = ends.x.data(), *y = ends.y.data(), *square = ends.square.data(), *within = ends.within.data();
    double *stays = ends.stays.data(), *steps = ends.steps.data();
    vector_loop([=]() RAVINE_LOOP_BODY {
        RAVINE_INDEPENDENT
        for (std::size_t i = 0; i < count; ++i) {
            const double dx = at[i] - x[i], dy = at[count + i] - y[i];
            const double is_within = dx * dx + dy * dy <= square[i] ? 1.0 : 0.0;
            const double still = is_within == within[i] ? stays[i] : 0.0;
            stays[i] = still;
            steps[i] -= still;
        }
    });
    for (std::size_t i = 0; i < count; ++i) staying += stays[i];
    return staying;
}

}  // namespace

double arrival_radius(const SurfaceTraits& traits) {
    const Window& window = traits.window;
    double radius = 0.01 * std::min(window.x_most - window.x_least, window.y_most - window.y_least);
    for (std::size_t i = 0; i < traits.minima.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            radius = std::min(radius, 0.25 * std::hypot(traits.minima[i][0] - traits.minima[j][0],
                                                        traits.minima[i][1] - traits.minima[j][1]));
    return radius;
}

double far_distance(const SurfaceTraits& traits) { return 100 * traits.window.diagonal(); }

Status check_conditions(const DescentConditions& conditions, int columns, int rows, const std::string& where) {
    struct Range {
        const char* key;
        int number, most;
    };
    for (const Range& range : {Range{"steps", conditions.steps, most_descent_steps},
                               {"columns", columns, most_map_size},
                               {"rows", rows, most_map_size}})
        if (range.number < 1 || range.number > range.most)
            return input_error(fmt::format("{} is out of range", range.number), where + "." + range.key,
                               fmt::format("give 1 to {}", range.most));
    return check_setting(gradient_noise_setting, conditions.gradient_noise, where + ".gradient_noise");
}

Descents::Descents(std::shared_ptr<const Surface> surface, const DescentConditions& conditions)
    : surface_(std::move(surface)),
      is_noisy_(conditions.gradient_noise > 0),
      radius_(arrival_radius(surface_->traits())),
      far_(far_distance(surface_->traits())) {
    for (int step = 0; step < conditions.steps; ++step)
        noise_.push_back(gradient_noise(conditions.gradient_noise, conditions.seed, static_cast<std::uint64_t>(step)));
}

std::size_t Descents::starts_together() const {
    return std::clamp<std::size_t>(way_in_cache / (2 * (noise_.size() + 1)), 1, most_together);
}

/// The way: rows of all x, then all y, one for the starts and one after each step.
void Descents::run(const OptimizerRow& optimizer, const std::vector<double>& settings, std::span<const double> x,
                   std::span<const double> y, std::span<Arrival> arrivals, Memory& way) const {
    const Subnormals as_zero(true);  // what has come close to a minimum would take many times as long
    const std::size_t count = arrivals.size(), length = 2 * count * (noise_.size() + 1);
    if (way.size() < length) way.resize(length);
    std::copy(x.begin(), x.end(), way.begin());
    std::copy(y.begin(), y.end(), way.begin() + static_cast<std::ptrdiff_t>(count));
    std::size_t last = noise_.size();
    if (optimizer.asks_objective())
        for (std::size_t i = 0; i < count; ++i) step_alone(optimizer, settings, i, count, way);
    else
        last = step_together(optimizer, settings, count, way);
    judge(way.data(), last, count, arrivals);
}

/// To an optimizer whose rule goes parameter by parameter, all x and all y together are one θ. Returns the last step:
/// an earlier one where by then no start is finite any more.
std::size_t Descents::step_together(const OptimizerRow& optimizer, const std::vector<double>& settings,
                                    std::size_t count, Memory& way) const {
    OptimizerState<double> state(optimizer, settings, 2 * count);
    AlignedVector<double> gradient(2 * count);
    const std::span<double> along(gradient.data(), count), up(gradient.data() + count, count);
    for (std::size_t step = 0; step < noise_.size(); ++step) {
        const double* from = &way[2 * count * step];
        if (step % steps_between_looks == 0 && !any_finite(from, 2 * count)) return step;
        surface_->gradients({from, count}, {from + count, count}, along, up);
        for (std::size_t i = 0; is_noisy_ && i < count; ++i) {
            along[i] += noise_[step][0];
            up[i] += noise_[step][1];
        }
        const std::span<double> to(&way[2 * count * (step + 1)], 2 * count);
        std::copy_n(from, 2 * count, to.begin());
        state.update(to, std::span<const double>(gradient));
    }
    return noise_.size();
}

/// As a race does: it ends before the first point where position or loss is not finite.
void Descents::step_alone(const OptimizerRow& optimizer, const std::vector<double>& settings, std::size_t index,
                          std::size_t count, Memory& way) const {
    const Surface& surface = *surface_;
    OptimizerState<double> state(optimizer, settings, 2);
    std::array<double, 2> at{way[index], way[count + index]};
    for (std::size_t step = 0; step < noise_.size(); ++step) {
        const double loss = surface.value(at[0], at[1]);
        if (std::isfinite(at[0]) && std::isfinite(at[1]) && std::isfinite(loss)) {
            std::array<double, 2> gradient = surface.gradient(at[0], at[1]);
            for (std::size_t k = 0; k < 2; ++k) gradient[k] += noise_[step][k];
            SurfaceObjective objective(surface, at, noise_[step]);
            state.update(at, objective, loss, gradient);
        } else {
            at = {not_a_number, not_a_number};
        }
        double* to = &way[2 * count * (step + 1)];
        to[index] = at[0];
        to[count + index] = at[1];
    }
}

Arrival Descents::end_of(double x, double y, double start_x, double start_y) const {
    if (!(std::hypot(x - start_x, y - start_y) <= far_)) return {Arrival::diverged, 0};
    const auto& minima = surface_->traits().minima;
    for (std::size_t i = 0; i < minima.size(); ++i)
        if (std::hypot(x - minima[i][0], y - minima[i][1]) <= radius_) return {static_cast<int>(i), 0};
    return {};
}

/// From the last step back, so that minima are only looked for where a descent ends.
void Descents::judge(const double* way, std::size_t last, std::size_t count, std::span<Arrival> arrivals) const {
    Ends ends(count);
    const double* end = way + 2 * count * last;
    for (std::size_t i = 0; i < count; ++i) {
        arrivals[i] = end_of(end[i], end[count + i], way[i], way[count + i]);
        const bool is_far = arrivals[i].place == Arrival::diverged;
        const std::array<double, 2> start{way[i], way[count + i]};
        const std::array<double, 2> place =
            arrivals[i].place >= 0 ? surface_->traits().minima[static_cast<std::size_t>(arrivals[i].place)] : start;
        ends.x[i] = place[0];
        ends.y[i] = place[1];
        ends.square[i] = is_far ? far_ * far_ : radius_ * radius_;
        ends.within[i] = is_far ? 0 : 1;
        ends.steps[i] = static_cast<double>(last + 1);
    }
    for (std::size_t step = last + 1; step-- > 0;)
        if (look_back(way + 2 * count * step, count, ends) == 0) break;
    for (std::size_t i = 0; i < count; ++i)
        if (arrivals[i].place != Arrival::elsewhere) arrivals[i].steps = static_cast<int>(ends.steps[i]);
}

}  // namespace ravine
