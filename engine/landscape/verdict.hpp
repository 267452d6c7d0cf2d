#pragma once
// How it stands with a racer, in words.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "engine/landscape/race.hpp"
#include "engine/landscape/surface.hpp"

namespace ravine {

struct VerdictRow {
    std::string_view id, label, criterion;
    std::span<const Setting> settings = {};
};

/// running, converged, oscillating, plateau, saddle, diverged, undefined, unbounded.
std::span<const VerdictRow> verdicts();

/// A path up to the step that it is judged at.
struct JudgedPath {
    std::span<const RaceStep> steps;           ///< at least the start
    std::optional<std::uint64_t> diverged_at;  ///< where that is not behind `steps`
};

struct Verdict {
    const VerdictRow* kind;
    std::string words;  ///< "converged to (3.00, 0.50)", "diverged at step 41: η·λmax = 2.4 > 2"
    std::optional<std::array<double, 2>> minimum;  ///< that it has converged to

    std::string_view id() const { return kind->id; }
};

/// Lengths are relative to D, the diagonal of the surface's natural window; the criteria stand in the table's rows.
/// The first that holds decides.
Verdict judge(const Surface& surface, const Selection& optimizer, const JudgedPath& path);

/// The first step that is so far away that it counts as diverged; none where all are near.
std::optional<std::size_t> step_far_away(const Surface& surface, std::span<const RaceStep> steps);

/// Largest curvature at the places that the path has visited, of at most `most_samples`, evenly spaced.
double largest_curvature(const Surface& surface, std::span<const RaceStep> steps, std::size_t most_samples = 64);

}  // namespace ravine
