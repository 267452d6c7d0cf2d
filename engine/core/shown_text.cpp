#include "engine/core/shown_text.hpp"

#include <algorithm>

#include "engine/core/utf8.hpp"

namespace ravine {

namespace {

bool is_control(char byte) { return static_cast<unsigned char>(byte) < 32 || byte == 127; }

}  // namespace

std::string shown_text(std::string_view text, std::size_t most_letters) {
    std::size_t length = std::min(text.size(), most_letters);
    while (length < text.size() && length > 0 && continues_character(text[length])) --length;
    std::string shown(text.substr(0, length));
    std::ranges::replace_if(shown, is_control, '?');
    return length < text.size() ? shown + "…" : shown;
}

std::string in_quotes(std::string_view text) { return "'" + shown_text(text) + "'"; }

}  // namespace ravine
