#pragma once
// What somebody wants to know of a race where the surface takes long to answer, as the loss of a network does.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/landscape/verdict.hpp"

namespace ravine {

struct RaceQuestion {
    std::uint64_t steps = 0;                          ///< what follows is of this step
    std::optional<std::size_t> racer = {};            ///< whose curvatures
    std::optional<std::array<double, 2>> place = {};  ///< whose height and gradient
    bool verdicts = false;                            ///< of all racers

    bool operator==(const RaceQuestion&) const = default;
};

/// Height and gradient at a place.
struct PlaceAnswer {
    std::array<double, 2> place;
    double value;
    std::array<double, 2> gradient;
};

/// {f_xx, f_xy, f_yy} where a racer has been.
struct CurvatureAnswer {
    std::size_t racer;
    std::array<double, 2> place;
    std::array<double, 3> hessian;
};

struct VerdictAnswer {
    std::size_t points = 0;  ///< of the path that was judged; 0: none yet
    Verdict verdict = {};
};

/// What has been found so far. While the clock goes on, some of it is of an earlier step.
struct RaceAnswers {
    std::shared_ptr<const RaceResult> race;
    std::optional<PlaceAnswer> place;
    std::optional<CurvatureAnswer> curvature;
    std::vector<VerdictAnswer> verdicts;  ///< one per racer
};

}  // namespace ravine
