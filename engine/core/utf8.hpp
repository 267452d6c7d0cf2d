#pragma once

namespace ravine {

/// True for every byte of a UTF-8 character but its first.
inline bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace ravine
