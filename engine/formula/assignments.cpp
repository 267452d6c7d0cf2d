#include "engine/formula/assignments.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/core/nearest_name.hpp"
#include "engine/core/shown_text.hpp"
#include "engine/formula/notation.hpp"

namespace ravine {

namespace {

constexpr std::string_view arrow = "←";

/// From byte `begin` until `end`, without the blanks at both ends.
struct Part {
    std::size_t begin, end;
};

Part trimmed(std::string_view text, Part part) {
    constexpr std::string_view blanks = " \t\r\n";
    while (part.begin < part.end && blanks.find(text[part.begin]) != blanks.npos) ++part.begin;
    while (part.begin < part.end && blanks.find(text[part.end - 1]) != blanks.npos) --part.end;
    return part;
}

/// The parts between line ends and commas that are not between parentheses, but for blank ones.
std::vector<Part> separated(std::string_view text) {
    std::vector<Part> parts;
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const char byte = at == text.size() ? '\n' : text[at];
        depth += byte == '(' ? 1 : byte == ')' ? -1 : 0;
        if (byte != '\n' && (byte != ',' || depth > 0)) continue;
        const Part part = trimmed(text, {begin, at});
        if (part.begin < part.end) parts.push_back(part);
        begin = at + 1;
        if (byte == '\n') depth = 0;
    }
    return parts;
}

class AssignmentReader {
  public:
    AssignmentReader(std::string_view text, std::span<const std::string_view> given) : text_(text) {
        read_.names.assign(given.begin(), given.end());
    }

    Result<Assignments, FormulaError> assignments() {
        for (const Part part : separated(text_))
            if (std::optional<FormulaError> error = read(part)) return *std::move(error);
        return std::move(read_);
    }

  private:
    std::string_view text_of(Part part) const { return text_.substr(part.begin, part.end - part.begin); }

    std::optional<FormulaError> read(Part line) {
        const std::size_t at = text_of(line).find(arrow);
        if (at == std::string_view::npos) return FormulaError{"'←' is missing", "write v ← …", line.begin, line.end};
        const Part target = trimmed(text_, {line.begin, line.begin + at});
        const Part right = trimmed(text_, {line.begin + at + arrow.size(), line.end});
        if (!is_name(target)) return FormulaError{"before '←' stands no name", "write v ← …", target.begin, target.end};
        const std::vector<std::string_view> known(read_.names.begin(), read_.names.end());
        const FormulaReading formula = read_formula(text_of(right), known);
        if (!formula) return at_byte(formula.error(), right.begin);
        if (!formula->parameters().empty()) return unknown_name(*formula, right.begin, known);
        read_.list.push_back({std::string(text_of(line)), line.begin, index_of(text_of(target)), *formula});
        return {};
    }

    bool is_name(Part part) const {
        const auto tokens = formula_tokens(text_of(part));
        return tokens && tokens->size() == 1 && tokens->front().kind == FormulaToken::Kind::name;
    }

    static FormulaError at_byte(FormulaError error, std::size_t begin) {
        error.begin += begin;
        error.end += begin;
        return error;
    }

    static FormulaError unknown_name(const Formula& formula, std::size_t begin,
                                     std::span<const std::string_view> known) {
        const std::string &text = formula.text(), &name = formula.parameters().front();
        const auto tokens = formula_tokens(text);
        const auto is_it = [&](const FormulaToken& token) {
            return text.substr(token.begin, token.end - token.begin) == name;
        };
        const auto found = std::ranges::find_if(*tokens, is_it);
        return at_byte({"unknown name " + in_quotes(name), known_names_hint(name, known), found->begin, found->end},
                       begin);
    }

    std::size_t index_of(std::string_view name) {
        const auto found = std::ranges::find(read_.names, name);
        const auto index = std::size_t(found - read_.names.begin());
        if (found == read_.names.end()) read_.names.emplace_back(name);
        return index;
    }

    std::string_view text_;
    Assignments read_;
};

}  // namespace

Result<Assignments, FormulaError> read_assignments(std::string_view text, std::span<const std::string_view> given) {
    return AssignmentReader(text, given).assignments();
}

}  // namespace ravine
