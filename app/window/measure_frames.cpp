#include "app/window/measure_frames.hpp"

#include <optional>

#include "engine/io/files.hpp"

namespace ravine {
namespace {

/// The race to measure; none where a training is.
std::optional<RaceFile> race_of(const Opening& opening) {
    if (opening.race) return opening.race;
    if (opening.lesson && opening.lesson->race && !opening.scenario) return RaceFile{*opening.lesson->race, 0};
    if (opening.workspace == "landscape") return RaceFile{standard_race(), 0};
    return std::nullopt;
}

}  // namespace

Status measure_frames(const FramesOptions& options) {
    const std::optional<RaceFile> race = race_of(options.opening);
    auto measured = race ? measure_race_frames(options, *race) : measure_training_frames(options);
    if (!measured) return measured.error();
    nlohmann::json& json = *measured;
    json["width"] = options.width;
    json["height"] = options.height;
    return write_file(options.out, json.dump(2) + "\n");
}

}  // namespace ravine
