#include "engine/data/csv_lines.hpp"

#include <algorithm>
#include <utility>

#include "engine/core/shown_text.hpp"
#include "engine/core/utf8.hpp"

namespace ravine {

namespace {

constexpr std::string_view blanks = " \t";

std::string_view without_blanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Bytes of the UTF-8 character that begins with this byte; 0 if none does.
std::size_t character_length(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return 2;
    if (first >= 0xE0 && first < 0xF0) return 3;
    return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

/// The smallest and largest second byte after `first`: keeps out overlong forms, surrogates and what is beyond
/// U+10FFFF.
std::pair<unsigned, unsigned> second_byte_range(unsigned char first) {
    if (first == 0xE0) return {0xA0, 0xBF};
    if (first == 0xED) return {0x80, 0x9F};
    if (first == 0xF0) return {0x90, 0xBF};
    return {0x80, first == 0xF4 ? 0x8Fu : 0xBFu};
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto first = static_cast<unsigned char>(text[0]);
        const std::size_t length = character_length(first);
        if (length == 0 || length > text.size()) return false;
        const auto [least, most] = second_byte_range(first);
        if (length > 1 && (static_cast<unsigned char>(text[1]) < least || static_cast<unsigned char>(text[1]) > most))
            return false;
        if (!std::ranges::all_of(text.substr(1, length - 1), continues_character)) return false;
        text.remove_prefix(length);
    }
    return true;
}

/// Takes a quoted field's content off the front of `rest`, which begins with the quote; false if it is never closed.
bool take_quoted(std::string_view& rest, std::string& field) {
    rest.remove_prefix(1);
    while (true) {
        const std::size_t quote = rest.find('"');
        if (quote == std::string_view::npos) return false;
        field += rest.substr(0, quote);
        rest.remove_prefix(quote + 1);
        if (!rest.starts_with('"')) return true;
        field += '"';
        rest.remove_prefix(1);
    }
}

}  // namespace

CsvLines::CsvLines(std::string_view text, std::string file) : rest_(text), file_(std::move(file)) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (rest_.starts_with(mark)) rest_.remove_prefix(mark.size());
}

std::string_view CsvLines::take_line() {
    const std::size_t end = std::min(rest_.find_first_of("\r\n"), rest_.size());
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end);
    if (rest_.starts_with("\r\n"))
        rest_.remove_prefix(2);
    else if (!rest_.empty())
        rest_.remove_prefix(1);
    ++number_;
    return line;
}

Result<bool> CsvLines::next() {
    while (!rest_.empty()) {
        const std::string_view line = take_line();
        if (without_blanks(line).empty()) continue;
        if (!is_utf8(line)) return error("this is not UTF-8 text", "save the file as UTF-8");
        if (Status status = split(line); !status) return status.error();
        return true;
    }
    return false;
}

Status CsvLines::split(std::string_view line) {
    fields_.clear();
    while (true) {
        line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
        std::string& field = fields_.emplace_back();
        const bool is_quoted = line.starts_with('"');
        if (is_quoted && !take_quoted(line, field))
            return error("a quote is opened and not closed", "close it with \"");
        const std::size_t comma = std::min(line.find(','), line.size());
        const std::string_view plain = without_blanks(line.substr(0, comma));
        if (is_quoted && !plain.empty())
            return error("there is text after a closed quote: " + in_quotes(plain), "write \"\" for a quote");
        field += plain;
        if (comma == line.size()) return {};
        line.remove_prefix(comma + 1);
    }
}

Error CsvLines::error(std::string what, std::string hint) const {
    return input_error(std::move(what), file_ + " line " + std::to_string(number_), std::move(hint));
}

Error CsvLines::file_error(std::string what, std::string hint) const {
    return input_error(std::move(what), file_, std::move(hint));
}

std::string csv_field(std::string_view text) {
    const bool has_blank_edge = !text.empty() && without_blanks(text).size() != text.size();
    if (!has_blank_edge && text.find_first_of(",\"") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

}  // namespace ravine
