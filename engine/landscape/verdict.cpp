#include "engine/landscape/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/table.hpp"
#include "engine/landscape/minima.hpp"
#include "engine/landscape/symmetric_2x2.hpp"

namespace ravine {

namespace {

constexpr double far = 10;               // windows away from the middle of the window
constexpr double near = 1e-3;            // windows
constexpr double rest = 1e-9;            // windows
constexpr std::size_t settled = 20;      // steps
constexpr std::size_t watched = 60;      // steps
constexpr double level = 1e-2;           // share of the slope that would lead down to the floor within one window
constexpr double progress = 0.1;         // share of the way that is not gone back
constexpr double unchanged_loss = 0.95;  // of the loss above the floor, from the first half of the steps to the second

constexpr VerdictRow verdict_rows[] = {
    {"running", "running", "None of the others."},
    {"converged", "converged",
     "The last 20 steps ended within D/1000 of one minimum, or the last one did and was shorter than D/10⁹."},
    {"oscillating", "oscillating",
     "In the last 60 steps it got on by less than a tenth of its way, and the loss did not fall by 5 %."},
    {"plateau", "on a plateau",
     "In the last 60 steps it stayed within D/1000, where the slope is below a hundredth of that to the floor."},
    {"saddle", "at a saddle",
     "In the last 60 steps it stayed within D/1000, beside a flat point with negative curvature."},
    {"diverged", "diverged", "Further than 10·D from the window's middle, or no longer finite."},
    {"undefined", "left the surface", "A step from within 10·D led to where f or its gradient is no finite number."},
    {"unbounded", "falls without end", "As far away, but lower than ever: the surface has no floor."},
};
static_assert(is_sound_table(std::span<const VerdictRow>(verdict_rows)));

Verdict verdict(std::string_view id, std::string words = {}, std::optional<std::array<double, 2>> minimum = {}) {
    const VerdictRow& row = *find_row(verdicts(), id);
    return {&row, words.empty() ? std::string(row.label) : std::move(words), minimum};
}

double distance(const RaceStep& step, const std::array<double, 2>& place) {
    return std::hypot(step.x - place[0], step.y - place[1]);
}

/// What all criteria ask for.
struct Case {
    const Surface& surface;
    const Selection& optimizer;
    const JudgedPath& path;
    std::array<double, 2> middle;
    double diagonal;

    const RaceStep& now() const { return path.steps.back(); }
    std::span<const RaceStep> last(std::size_t count) const {
        return path.steps.last(std::min(count, path.steps.size()));
    }
    bool has_taken(std::size_t steps) const { return path.steps.size() > steps; }
};

std::array<double, 2> middle_of(const Window& window) {
    return {0.5 * (window.x_least + window.x_most), 0.5 * (window.y_least + window.y_most)};
}

Case case_of(const Surface& surface, const Selection& optimizer, const JudgedPath& path) {
    const Window& window = surface.traits().window;
    return {surface, optimizer, path, middle_of(window), window.diagonal()};
}

/// "η·λmax = 2.4 > 2", where theory knows a limit and the learning rate is above it.
std::string instability(const Case& at) {
    const OptimizerRow* row = find_row(optimizers(), at.optimizer.id);
    if (row == nullptr || !row->theory.is_known()) return "";
    const std::size_t inside = static_cast<std::size_t>(
        std::find_if(at.path.steps.begin(), at.path.steps.end(),
                     [&](const RaceStep& step) { return distance(step, at.middle) > at.diagonal; }) -
        at.path.steps.begin());
    const double curvature = largest_curvature(at.surface, at.path.steps.first(std::max<std::size_t>(inside, 1)));
    const double* settings = at.optimizer.values.data();
    if (!(curvature > 0)) return "";
    const double limit = row->theory.largest_stable_rate(curvature, settings);
    if (!(settings[0] > limit)) return "";
    return fmt::format("η·λmax = {:.3g} > {:.3g}", settings[0] * curvature, limit * curvature);
}

std::optional<Verdict> far_away(const Case& at) {
    const bool is_far = distance(at.now(), at.middle) > far * at.diagonal;
    if (!is_far) return std::nullopt;
    if (!has_floor(at.surface) && at.now().loss < at.path.steps.front().loss)
        return verdict("unbounded", "falls without end: the surface has no minimum there");
    const std::string why = instability(at);
    return verdict("diverged", fmt::format("diverged at step {}{}{}", *step_far_away(at.surface, at.path.steps),
                                           why.empty() ? "" : ": ", why));
}

/// Near a pole, or beside where the surface is defined; a step that is too long leads there as well.
std::optional<Verdict> left_the_surface(const Case& at) {
    if (!at.path.diverged_at) return std::nullopt;
    const std::string why = instability(at);
    return verdict("undefined", fmt::format("left where f is defined at step {}{}{}", *at.path.diverged_at,
                                            why.empty() ? "" : ": ", why));
}

/// The places that have to be near a minimum; none where it is too early to tell. A step that hardly moves it is
/// enough: Newton's method may be there after a few.
std::span<const RaceStep> settled_places(const Case& at) {
    const std::span<const RaceStep> last = at.last(2);
    if (last.size() == 2 && distance(last[0], {last[1].x, last[1].y}) <= rest * at.diagonal) return last;
    return at.has_taken(settled) ? at.last(settled) : std::span<const RaceStep>();
}

/// The minimum near which the last steps ended.
std::optional<std::array<double, 2>> minimum_reached(const Case& at) {
    const std::span<const RaceStep> places = settled_places(at);
    if (places.empty()) return std::nullopt;
    const auto stays_near = [&](const std::array<double, 2>& minimum) {
        return std::ranges::all_of(places,
                                   [&](const RaceStep& step) { return distance(step, minimum) <= near * at.diagonal; });
    };
    for (const std::array<double, 2>& minimum : at.surface.traits().minima)
        if (stays_near(minimum)) return minimum;
    const std::array<double, 2> here{at.now().x, at.now().y};
    if (!stays_near({places.front().x, places.front().y})) return std::nullopt;
    const auto other = minimum_below(at.surface, here, at.diagonal);
    return other && stays_near(*other) ? other : std::nullopt;
}

/// Two decimals; 0 from above and from below would look like two places.
double tidy(double x) { return std::round(100 * x) / 100 + 0.0; }

std::optional<Verdict> arrived(const Case& at) {
    const auto minimum = minimum_reached(at);
    if (!minimum) return std::nullopt;
    const auto [x, y] = *minimum;
    return verdict("converged", fmt::format("converged to ({:.2f}, {:.2f})", tidy(x), tidy(y)), minimum);
}

bool stands_still(const Case& at) {
    return at.has_taken(watched) && std::ranges::all_of(at.last(watched), [&](const RaceStep& step) {
               return distance(step, {at.now().x, at.now().y}) <= near * at.diagonal;
           });
}

/// Distance to where the parabola through the place is flat.
double distance_to_flat(const std::array<double, 2>& g, const std::array<double, 3>& h) {
    const auto [x, y] = solved(h, g);
    return std::hypot(x, y);
}

/// The slope that would lead down to the floor within one window; without a floor, that at the start.
double usual_slope(const Case& at) {
    if (has_floor(at.surface)) return (at.now().loss - at.surface.traits().infimum) / at.diagonal;
    const auto start = at.surface.gradient(at.path.steps.front().x, at.path.steps.front().y);
    return std::hypot(start[0], start[1]);
}

std::optional<Verdict> stuck(const Case& at) {
    if (!stands_still(at)) return std::nullopt;
    const std::array<double, 2> g = at.surface.gradient(at.now().x, at.now().y);
    const std::array<double, 3> h = at.surface.hessian(at.now().x, at.now().y);
    const Eigenvalues curvature = eigenvalues(h);
    const double slope = std::hypot(g[0], g[1]);
    if (curvature.least < 0 && distance_to_flat(g, h) <= 10 * near * at.diagonal)
        return verdict("saddle", fmt::format("stuck at a saddle: λmin = {:.2g}", curvature.least));
    if (slope <= level * usual_slope(at)) return verdict("plateau", fmt::format("on a plateau: ‖∇f‖ = {:.2g}", slope));
    return std::nullopt;
}

double mean_loss(std::span<const RaceStep> steps) {
    double sum = 0;
    for (const RaceStep& step : steps) sum += step.loss;
    return sum / double(steps.size());
}

std::optional<Verdict> to_and_fro(const Case& at) {
    if (!at.has_taken(watched)) return std::nullopt;
    const std::span<const RaceStep> steps = at.last(watched);
    double way = 0;
    for (std::size_t i = 1; i < steps.size(); ++i) way += distance(steps[i], {steps[i - 1].x, steps[i - 1].y});
    const double got_on = distance(steps.back(), {steps.front().x, steps.front().y});
    const double floor = floor_of(at.surface);
    const double before = mean_loss(steps.first(watched / 2)) - floor,
                 after = mean_loss(steps.last(watched / 2)) - floor;
    const bool has_fallen = after < before - (1 - unchanged_loss) * std::abs(before);
    if (has_fallen || !(got_on < progress * way)) return std::nullopt;
    return verdict("oscillating", fmt::format("oscillating: steps of {:.2g}", way / double(steps.size() - 1)));
}

}  // namespace

std::span<const VerdictRow> verdicts() { return verdict_rows; }

std::optional<std::size_t> step_far_away(const Surface& surface, std::span<const RaceStep> steps) {
    const Window& window = surface.traits().window;
    const auto first = std::ranges::find_if(
        steps, [&](const RaceStep& step) { return distance(step, middle_of(window)) > far * window.diagonal(); });
    return first != steps.end() ? std::optional(static_cast<std::size_t>(first - steps.begin())) : std::nullopt;
}

double largest_curvature(const Surface& surface, std::span<const RaceStep> steps, std::size_t most_samples) {
    double largest = -std::numeric_limits<double>::infinity();
    const std::size_t stride = (steps.size() + most_samples - 1) / most_samples;
    for (std::size_t i = 0; i < steps.size(); i += stride)
        largest = std::max(largest, eigenvalues(surface.hessian(steps[i].x, steps[i].y)).most);
    return largest;
}

Verdict judge(const Surface& surface, const Selection& optimizer, const JudgedPath& path) {
    const Case at = case_of(surface, optimizer, path);
    for (const auto criterion : {far_away, left_the_surface, arrived, stuck, to_and_fro})
        if (std::optional<Verdict> found = criterion(at)) return *found;
    return verdict("running");
}

}  // namespace ravine
