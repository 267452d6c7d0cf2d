#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "engine/io/json_text.hpp"

namespace ravine {

namespace {

constexpr std::size_t line_width = 100;

void append_number(std::string& out, double value) {
    if (!std::isfinite(value)) {
        out += "null";  // JSON has no other word for it
        return;
    }
    // Without a point, a negative zero would read back as the whole number 0.
    if (value == 0 && std::signbit(value))
        out += "-0.0";
    else
        fmt::format_to(std::back_inserter(out), "{}", value);
}

void append_scalar(std::string& out, const Json& value) {
    if (value.is_number_float())
        append_number(out, value.get<double>());
    else
        out += value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string key_text(const std::string& key) {
    return Json(key).dump(-1, ' ', false, Json::error_handler_t::replace) + ": ";
}

/// Appends the value on one line; false, with a part appended, as soon as `out` is longer than `most`.
bool append_line(std::string& out, const Json& value, std::size_t most) {
    if (!value.is_structured()) {
        append_scalar(out, value);
        return out.size() <= most;
    }
    out += value.is_array() ? '[' : '{';
    bool first = true;
    for (auto item = value.begin(); item != value.end(); ++item) {
        if (!first) out += ", ";
        first = false;
        if (value.is_object()) out += key_text(item.key());
        if (!append_line(out, *item, most)) return false;
    }
    out += value.is_array() ? ']' : '}';
    return out.size() <= most;
}

void append_break(std::string& out, std::size_t indent) {
    out += '\n';
    out.append(indent, ' ');
}

/// A long list of numbers fills its lines.
void append_filled(std::string& out, const Json& list, std::size_t indent) {
    std::size_t line_start = out.size();
    for (std::size_t i = 0; i < list.size(); ++i) {
        std::string text;
        append_scalar(text, list[i]);
        if (i > 0) out += ',';
        if (i == 0 || out.size() - line_start + text.size() + 2 > line_width) {
            append_break(out, indent);
            line_start = out.size() - indent;
        } else {
            out += ' ';
        }
        out += text;
    }
}

void append_value(std::string& out, const Json& value, std::size_t indent, std::size_t used);

void append_items(std::string& out, const Json& value, std::size_t indent) {
    bool first = true;
    for (auto item = value.begin(); item != value.end(); ++item) {
        if (!first) out += ',';
        first = false;
        append_break(out, indent);
        const std::string key = value.is_object() ? key_text(item.key()) : "";
        out += key;
        append_value(out, *item, indent, indent + key.size());
    }
}

/// `used`: columns of the line that are taken already.
void append_value(std::string& out, const Json& value, std::size_t indent, std::size_t used) {
    const std::size_t start = out.size();
    if (append_line(out, value, start + line_width - std::min(used, line_width)) || !value.is_structured() ||
        value.empty())
        return;
    out.resize(start);
    out += value.is_array() ? '[' : '{';
    if (value.is_array() && value.front().is_number())
        append_filled(out, value, indent + 2);
    else
        append_items(out, value, indent + 2);
    append_break(out, indent);
    out += value.is_array() ? ']' : '}';
}

/// Of numbers and words, which are most of a large document.
std::size_t scalars_of(const Json& value) {
    if (!value.is_structured()) return 1;
    std::size_t count = 0;
    for (const Json& item : value) count += scalars_of(item);
    return count;
}

}  // namespace

std::string format_json(const Json& value) {
    constexpr std::size_t usual_size = 16;  // of a scalar's text
    std::string out;
    out.reserve(scalars_of(value) * usual_size);  // memory that is not written to costs nothing; growing twice does
    if (!value.is_object() || value.empty()) {
        append_value(out, value, 0, 0);
    } else {  // a document's own keys stand in lines of their own, however short it is
        out += '{';
        append_items(out, value, 2);
        out += "\n}";
    }
    out += '\n';
    return out;
}

}  // namespace ravine
