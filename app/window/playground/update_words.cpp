#include "app/window/playground/update_words.hpp"

#include <fmt/format.h>

#include <sstream>

#include "app/window/widgets/setting_slider.hpp"
#include "engine/core/table.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {
namespace {

void replace_all(std::string& text, const std::string& what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

/// 1 − 0.9 as 0.1, not as 0.09999999999999998.
std::string short_form(double value) { return fmt::format("{:.6g}", value); }

/// Puts the numbers of all settings but the learning rate in place.
std::string with_numbers(std::string line, const OptimizerRow& row, const std::vector<double>& values) {
    for (std::size_t i = 1; i < row.settings.size(); ++i) {
        const std::string symbol(row.settings[i].symbol);
        if (symbol.empty()) continue;
        replace_all(line, "(1 − " + symbol + ")", short_form(1 - values[i]));
        replace_all(line, symbol, short_form(values[i]));
    }
    return line;
}

UpdateLine split_at_rate(const std::string& line, const OptimizerRow& row, double rate) {
    const std::string symbol(row.settings[0].symbol);
    const std::size_t at = line.find(symbol);
    if (at == std::string::npos) return {line, "", ""};
    return {line.substr(0, at), slider_text(row.settings[0], std::stod(short_form(rate))),
            line.substr(at + symbol.size())};
}

/// "m̂ ← …": corrections for the start, which fade in a few steps. The tooltip has them; here they would take the room
/// of what stays.
bool sets_a_hat(const std::string& line) { return line.find("\u0302 ←") != std::string::npos; }

}  // namespace

std::vector<UpdateLine> update_lines(const Selection& optimizer, double learning_rate) {
    const OptimizerRow* row = find_row(optimizers(), optimizer.id);
    std::vector<UpdateLine> lines;
    if (row == nullptr || row->settings.size() != optimizer.values.size()) return lines;
    std::istringstream formula{row->formula_for(optimizer.values)};
    for (std::string line; std::getline(formula, line);)
        if (!sets_a_hat(line))
            lines.push_back(split_at_rate(with_numbers(line, *row, optimizer.values), *row, learning_rate));
    return lines;
}

}  // namespace ravine
