#pragma once
// A race: several optimizers from one start on one surface, with the same gradient noise. A pure function of its
// specification, so a slider can move the whole path.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"
#include "engine/landscape/gradient_noise.hpp"
#include "engine/landscape/surface_specification.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

/// Colours are those of classes: class_colors in app/pictures/colors.hpp.
inline constexpr int most_racer_color = 9;

struct Racer {
    std::string name;
    Selection optimizer;
    bool visible = true;
    int color = 0;                                    ///< index of its colour, as classes have them
    std::optional<std::array<double, 2>> start = {};  ///< its own; else that of the race

    bool operator==(const Racer&) const = default;
};

struct RaceSpecification {
    SurfaceSpecification surface;
    std::vector<Racer> racers;
    std::array<double, 2> start{0, 0};
    double gradient_noise = 0;  ///< σ of the Gaussian noise added to both components
    std::uint64_t seed = 1;

    bool operator==(const RaceSpecification&) const = default;
};

/// Before the step that leaves it: position, loss and gradient there (as the optimizer saw it, noise included).
struct RaceStep {
    double x, y, loss;
    double gradient_x, gradient_y;

    bool operator==(const RaceStep&) const = default;
};

/// The start and the point after each step. All that they hold is finite: a racer ends before its first point that
/// is not.
struct RacerPath {
    std::vector<RaceStep> steps;               ///< steps + 1 points, fewer when diverged; at least the start
    std::optional<std::uint64_t> diverged_at;  ///< step (1 for the first) after which position or loss was not finite
    /// At each point, how often the surface has been asked before its gradient was taken there: 0, 1, 2, … for
    /// first-order optimizers; see SurfaceObjective::evaluations for the others.
    std::vector<std::uint64_t> evaluations;
    /// At each point, the optimizer's state vectors before it leaves: [points × state_vectors × 2]. Empty for
    /// second-order optimizers.
    std::vector<double> states;
    /// What a second-order optimizer noted of each step that it took, the one that diverged included, and where each
    /// step's numbers end. Empty for first-order optimizers, and where nobody asked (Race::keep_records).
    StepRecord records = {};
    std::vector<std::size_t> record_ends = {};

    /// Of the step that leaves points[step]; empty where there is none.
    std::span<const double> record_of(std::size_t step) const;

    bool operator==(const RacerPath&) const = default;
};

struct RaceResult {
    RaceSpecification specification;
    std::shared_ptr<const Surface> surface;
    std::uint64_t steps = 0;
    std::vector<RacerPath> paths;  ///< one per racer; in a session's answer none where a start is undefined
    /// What each racer's evaluations took on average, with the optimizer's own work: measured, so never the same twice.
    std::vector<double> seconds_per_evaluation;
};

/// A ravine, and SGD, momentum and Adam at its rim.
RaceSpecification standard_race();

inline constexpr std::uint64_t most_race_steps = 100'000;

/// A race that is still on: asked for more steps it runs only those that it has not run yet. The bits are those of a
/// race run at once.
class Race {
  public:
    /// Errors: unknown ids, settings out of range, a start or its loss that is not finite.
    static Result<Race> create(const RaceSpecification& specification);
    /// The same on its surface, which has been made before.
    static Result<Race> create(const RaceSpecification& specification, std::shared_ptr<const Surface> surface);

    const RaceSpecification& specification() const { return specification_; }
    /// From its first step on, paths have what second-order rules computed. To be called before that.
    void keep_records() { keeps_records_ = true; }
    /// The first `steps` steps of every racer. Error: more than most_race_steps.
    Result<RaceResult> result(std::uint64_t steps);

  private:
    struct Runner {
        OptimizerState<double> optimizer;
        RacerPath path;
        std::uint64_t evaluations = 0;
        double seconds = 0;  ///< that they took
    };

    Race(const RaceSpecification& specification, std::shared_ptr<const Surface> surface)
        : specification_(specification), surface_(std::move(surface)) {}
    Status add_runner(std::size_t index);
    std::array<double, 2> noise(std::uint64_t step) const {
        return gradient_noise(specification_.gradient_noise, specification_.seed, step);
    }
    RaceStep observe(double x, double y, std::uint64_t step) const;
    /// All that the runner has not run yet.
    void run(Runner& runner, std::uint64_t steps) const;
    void advance(Runner& runner, std::uint64_t step) const;
    static void arrive(Runner& runner, const RaceStep& at);

    RaceSpecification specification_;
    std::shared_ptr<const Surface> surface_;
    std::vector<Runner> runners_;
    std::uint64_t steps_ = 0;
    bool keeps_records_ = false;
};

/// Runs all racers for `steps` steps; the errors are those of Race.
Result<RaceResult> run_race(const RaceSpecification& specification, std::uint64_t steps);

}  // namespace ravine
