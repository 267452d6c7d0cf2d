#include "engine/optimize/step_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <string_view>

#include "engine/formula/assignments.hpp"
#include "engine/formula/notation.hpp"

namespace ravine {

namespace {

using TokenKind = FormulaToken::Kind;

/// Names that have one number for all parameters.
struct Scalar {
    std::string_view name;
    double number;
};

std::vector<Scalar> scalars_of(const OptimizerRow& row, const StepStart& start) {
    std::vector<Scalar> scalars = {{"t", double(start.step)}};
    for (std::size_t i = 0; i < row.settings.size(); ++i)
        if (!row.settings[i].symbol.empty()) scalars.push_back({row.settings[i].symbol, start.settings[i]});
    return scalars;
}

/// Writes the right side of a line with numbers for its scalars.
class NumberWriter {
  public:
    NumberWriter(std::string_view text, std::span<const Scalar> scalars)
        : text_(text), scalars_(scalars), tokens_(*formula_tokens(text)) {}

    /// After what stands left of it; `rate` becomes the place of the number of that name.
    std::string written_after(std::string all, std::string_view rate_name, TextPart& rate) const {
        std::size_t end = 0;
        for (std::size_t i = 0; i < tokens_.size();) {
            const std::size_t last = last_of_sum(i);
            all += text_.substr(end, tokens_[i].begin - end);
            const std::size_t begin = all.size();
            all += last > i ? fmt::format("{:.6g}", sum_at(i)) : word(tokens_[i]);
            if (text_of(tokens_[i]) == rate_name) rate = {begin, all.size()};
            end = tokens_[last].end;
            i = last + 1;
        }
        return all;
    }

  private:
    std::string_view text_of(const FormulaToken& token) const {
        return text_.substr(token.begin, token.end - token.begin);
    }
    std::optional<double> number(std::size_t i) const {
        const FormulaToken& token = tokens_[i];
        if (token.kind == TokenKind::number) return token.number;
        const auto is_it = [&](const Scalar& scalar) { return scalar.name == text_of(token); };
        const auto found = std::ranges::find_if(scalars_, is_it);
        return token.kind == TokenKind::name && found != scalars_.end() ? std::optional(found->number) : std::nullopt;
    }
    std::string word(const FormulaToken& token) const {
        const auto index = std::size_t(&token - tokens_.data());
        return token.kind == TokenKind::name && number(index) ? fmt::format("{:.6g}", *number(index))
                                                              : std::string(text_of(token));
    }

    /// The last token of "(1 − β)" that begins at i; i where something else does. 1 − 0.9 is written as 0.1.
    std::size_t last_of_sum(std::size_t i) const {
        const bool fits = i + 4 < tokens_.size() && tokens_[i].kind == TokenKind::open && number(i + 1) &&
                          (tokens_[i + 2].operation == '+' || tokens_[i + 2].operation == '-') && number(i + 3) &&
                          tokens_[i + 4].kind == TokenKind::close;
        const bool is_argument =
            i > 0 && (tokens_[i - 1].kind == TokenKind::name || tokens_[i - 1].kind == TokenKind::root);
        return fits && !is_argument && sum_at(i) >= 0 ? i + 4 : i;
    }
    double sum_at(std::size_t i) const {
        return tokens_[i + 2].operation == '+' ? *number(i + 1) + *number(i + 3) : *number(i + 1) - *number(i + 3);
    }

    std::string_view text_;
    std::span<const Scalar> scalars_;
    std::vector<FormulaToken> tokens_;
};

/// Numbers for the settings' symbols. What second-order lines say in words is no formula that could be read.
void put_numbers(StepLine& line, const OptimizerRow& row, std::span<const double> settings) {
    std::string& text = line.with_numbers = line.text;
    for (std::size_t i = row.settings.size(); i-- > 0;) {  // the rate last, as its place is kept
        const std::string_view symbol = row.settings[i].symbol;
        if (symbol.empty()) continue;
        const std::string number = fmt::format("{:.6g}", settings[i]);
        for (std::size_t at = text.find(symbol); at != text.npos; at = text.find(symbol, at + number.size())) {
            text.replace(at, symbol.size(), number);
            if (i == 0) line.rate = {at, at + number.size()};
        }
    }
}

/// What stands before "←" or "=".
std::string target_of(const std::string& line) {
    const std::size_t end = std::min(line.find(" ←"), line.find(" ="));
    return end == line.npos ? "" : line.substr(0, end);
}

std::vector<StepLine> published_lines(const OptimizerRow& row, std::span<const double> settings) {
    std::vector<StepLine> lines;
    std::istringstream formula(row.formula_for(settings));
    for (std::string line; std::getline(formula, line);) lines.push_back({target_of(line), line, "", {}});
    return lines;
}

std::vector<StepLine> second_order_lines(const OptimizerRow& row, const StepStart& start) {
    std::vector<StepLine> lines = start.record.empty() ? published_lines(row, start.settings) : row.rule.lines(start);
    for (StepLine& line : lines)
        if (line.with_numbers.empty()) put_numbers(line, row, start.settings);
    return lines;
}

/// θ, g and the state of one parameter, as the lines' first names after the scalars.
void start_at(std::size_t parameter, const StepStart& start, std::span<double> values) {
    values[0] = start.parameters[parameter];
    values[1] = start.gradient[parameter];
    const std::size_t count = start.parameters.size();
    for (std::size_t k = 0; k * count < start.state.size(); ++k) values[2 + k] = start.state[k * count + parameter];
}

}  // namespace

std::vector<StepLine> step_lines(const OptimizerRow& row, const StepStart& start) {
    if (row.asks_objective()) return second_order_lines(row, start);
    const std::vector<Scalar> scalars = scalars_of(row, start);
    std::vector<std::string_view> names;
    for (const Scalar& scalar : scalars) names.push_back(scalar.name);
    names.insert(names.end(), {"θ", "g"});
    for (const StateVector& vector : row.state) names.push_back(vector.name);
    const auto read = read_assignments(row.formula_for(start.settings), names);
    std::vector<StepLine> lines;
    if (!read) return lines;
    for (const Assignment& line : read->list) {
        const std::string& target = read->names[line.target];
        lines.push_back({target, line.text, "", {}});
        lines.back().with_numbers = NumberWriter(line.formula.text(), scalars)
                                        .written_after(target + " ← ", row.settings[0].symbol, lines.back().rate);
    }
    std::vector<double> values(read->names.size());
    for (std::size_t i = 0; i < scalars.size(); ++i) values[i] = scalars[i].number;
    for (std::size_t parameter = 0; parameter < start.parameters.size(); ++parameter) {
        start_at(parameter, start, std::span(values).subspan(scalars.size()));
        for (std::size_t i = 0; i < lines.size(); ++i) {
            read->run(read->list[i], values);
            lines[i].values.push_back(values[read->list[i].target]);
        }
    }
    return lines;
}

}  // namespace ravine
