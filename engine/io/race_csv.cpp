#include "engine/io/race_csv.hpp"

#include <fmt/format.h>

namespace ravine {

namespace {

std::string step_fields(std::size_t index, const RaceStep& step) {
    return fmt::format("{},{},{},{},{},{}", index, step.x, step.y, step.loss, step.gradient_x, step.gradient_y);
}

/// RFC 4180: quoted where a comma, a quote or the end of a line is in it.
std::string quoted(std::string_view field) {
    if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(field);
    std::string text = "\"";
    for (const char sign : field) text += sign == '"' ? "\"\"" : std::string(1, sign);
    return text + "\"";
}

}  // namespace

std::string path_csv(std::span<const RaceStep> steps) {
    std::string text = "step,x,y,loss,gx,gy\n";
    for (std::size_t i = 0; i < steps.size(); ++i) text += step_fields(i, steps[i]) + "\n";
    return text;
}

std::string race_csv(std::span<const NamedPath> paths) {
    std::string text = "racer,step,x,y,loss,gx,gy,evaluations\n";
    for (const NamedPath& path : paths) {
        const std::string name = quoted(path.name);
        for (std::size_t i = 0; i < path.steps.size(); ++i)
            text += fmt::format("{},{},{}\n", name, step_fields(i, path.steps[i]), path.evaluations[i]);
    }
    return text;
}

}  // namespace ravine
