#include "engine/io/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <vector>

#include "engine/core/shown_text.hpp"

namespace ravine {

namespace {

constexpr std::size_t deepest = 64;

/// Keys are as long as a file has them, and have any letters.
std::string shown_path(std::string_view path) { return shown_text(path, 200); }

/// Walks over the text and counts the lines behind it.
struct CountingIterator {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    const char* at;
    int* line;

    reference operator*() const { return *at; }
    CountingIterator& operator++() {
        *line += *at == '\n' ? 1 : 0;
        ++at;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return at == other.at; }
};

/// nlohmann's words without its own codes: "[json.exception.…] parse error at line 3, column 4: unexpected …".
std::string complaint(std::string words) {
    if (const auto end = words.find("] "); end != std::string::npos) words.erase(0, end + 2);
    if (words.starts_with("parse error"))
        if (const auto end = words.find(": "); end != std::string::npos) words.erase(0, end + 2);
    return shown_text(words, 160);
}

/// Called by the parser, item by item; builds the document and stops at the first thing that is wrong.
class Builder {
  public:
    Builder(JsonDocument& document, std::string_view text, const int& line)
        : document_(document), text_(text), line_(line) {}

    const std::optional<Error>& error() const { return error_; }

    bool null() { return add(nullptr); }
    bool boolean(bool value) { return add(value); }
    bool number_integer(std::int64_t value) { return add(value); }
    bool number_unsigned(std::uint64_t value) { return add(value); }
    bool number_float(double value, const std::string&) { return add(value); }
    bool string(std::string& value) { return add(std::move(value)); }
    bool binary(Json::binary_t&) { return false; }  // JSON text has none
    bool start_object(std::size_t) { return open(Json::object()); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string& name) {
        Frame& frame = stack_.back();
        frame.key = name;
        const std::string path = key_path(frame.path, name);
        if (document_.lines.emplace(path, line_).second) return true;
        return fail("the key is there twice", fmt::format("{}:{}: {}", document_.where, line_, shown_path(path)),
                    fmt::format("first in line {}", document_.lines[path]));
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& exception) {
        const std::string_view before = text_.substr(0, std::min(position > 0 ? position - 1 : 0, text_.size()));
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
        return fail("is not JSON: " + complaint(exception.what()),
                    fmt::format("{}:{}:{}", document_.where, line, before.size() - line_start + 1));
    }

  private:
    struct Frame {
        Json* value;
        std::string path;
        std::string key = {};
    };

    /// Path of the value that comes next.
    std::string next_path() const {
        if (stack_.empty()) return {};
        const Frame& frame = stack_.back();
        return frame.value->is_array() ? index_path(frame.path, frame.value->size()) : key_path(frame.path, frame.key);
    }

    Json* place(Json value) {
        if (stack_.empty()) return &(document_.root = std::move(value));
        Frame& frame = stack_.back();
        if (frame.value->is_array()) return &frame.value->emplace_back(std::move(value));
        return &((*frame.value)[frame.key] = std::move(value));
    }

    bool add(Json value) {
        place(std::move(value));
        return true;
    }

    bool open(Json value) {
        if (stack_.size() == deepest)
            return fail("is nested too deep", fmt::format("{}:{}", document_.where, line_), "at most 64 levels");
        std::string path = next_path();
        Json* placed = place(std::move(value));
        stack_.push_back({placed, std::move(path)});
        return true;
    }

    bool close() {
        stack_.pop_back();
        return true;
    }

    bool fail(std::string what, std::string where, std::string hint = {}) {
        error_ = input_error(std::move(what), std::move(where), std::move(hint));
        return false;
    }

    JsonDocument& document_;
    std::string_view text_;
    const int& line_;
    std::vector<Frame> stack_;
    std::optional<Error> error_;
};

}  // namespace

std::string JsonDocument::place(std::string_view path) const {
    std::string_view key = path;
    while (!key.empty() && !lines.contains(key)) {
        const std::size_t end = key.find_last_of(".[");
        key = key.substr(0, end == std::string_view::npos ? 0 : end);
    }
    std::string text = where;
    if (const auto found = lines.find(key); found != lines.end() && !where.empty())
        text += fmt::format(":{}", found->second);
    if (!text.empty() && !path.empty()) text += ": ";
    return text.append(shown_path(path));
}

Result<JsonDocument> parse_json(std::string_view text, std::string_view where) {
    JsonDocument document;
    document.where = where;
    int line = 1;
    Builder builder(document, text, line);
    const CountingIterator first{text.data(), &line}, last{text.data() + text.size(), &line};
    const bool parsed = Json::sax_parse(first, last, &builder);
    if (builder.error()) return *builder.error();
    if (!parsed) return input_error("is not JSON", std::string(where));
    return document;
}

double shortest_double(float value) {
    const std::string text = fmt::format("{}", value);
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return static_cast<float>(number) == value ? number : static_cast<double>(value);
}

std::string key_path(std::string_view path, std::string_view key) {
    return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

std::string index_path(std::string_view path, std::size_t index) { return fmt::format("{}[{}]", path, index); }

}  // namespace ravine
