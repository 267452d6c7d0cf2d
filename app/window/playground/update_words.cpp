#include "app/window/playground/update_words.hpp"

#include <fmt/format.h>

#include "app/window/widgets/setting_slider.hpp"
#include "engine/core/table.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/optimize/step_lines.hpp"

namespace ravine {
namespace {

/// With as few digits as the slider has: 0.0008, not 0.0008000000000000007.
std::string rate_words(const Setting& setting, double rate) {
    return slider_text(setting, std::stod(fmt::format("{:.6g}", rate)));
}

/// "m̂ ← …": corrections for the start, which fade in a few steps.
bool sets_a_hat(const StepLine& line) { return line.target.ends_with("\u0302"); }

UpdateLine split_at_rate(const StepLine& line, const Setting& setting, double rate) {
    const std::string& text = line.with_numbers;
    if (line.rate.is_empty()) return {text, "", "", sets_a_hat(line)};
    return {text.substr(0, line.rate.begin), rate_words(setting, rate), text.substr(line.rate.end), sets_a_hat(line)};
}

}  // namespace

std::vector<UpdateLine> update_lines(const Selection& optimizer, double learning_rate, std::uint64_t step) {
    const OptimizerRow* row = find_row(optimizers(), optimizer.id);
    std::vector<UpdateLine> lines;
    if (row == nullptr || row->settings.size() != optimizer.values.size()) return lines;
    std::vector<double> settings = optimizer.values;
    settings[0] = learning_rate;
    for (const StepLine& line : step_lines(*row, {settings, step, {}, {}, {}}))
        lines.push_back(split_at_rate(line, row->settings[0], learning_rate));
    return lines;
}

}  // namespace ravine
