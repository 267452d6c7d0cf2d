#pragma once

#include <cstddef>
#include <string_view>

namespace ravine {

/// True for every byte of a UTF-8 character but its first.
inline bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// One character of a text: its code point, and how many bytes it takes; 0 bytes where there is none.
struct Utf8Character {
    char32_t code = 0;
    std::size_t bytes = 0;
};

/// The first character; none where the text is empty or does not begin with UTF-8 as RFC 3629 has it.
inline Utf8Character first_character(std::string_view text) {
    if (text.empty()) return {};
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return {lead, 1};
    const std::size_t bytes = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (bytes == 0 || text.size() < bytes) return {};
    char32_t code = lead & (0x7Fu >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if (!continues_character(text[i])) return {};
        code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    }
    const bool is_overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
    const bool is_surrogate = code >= 0xD800 && code < 0xE000;
    return is_overlong || is_surrogate || code > 0x10FFFF ? Utf8Character{} : Utf8Character{code, bytes};
}

}  // namespace ravine
