#include "engine/core/read_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace ravine {

Result<std::string> read_file(const std::string& path, std::size_t most) {
    std::error_code failure;
    const std::filesystem::file_status status = std::filesystem::status(path, failure);
    if (!std::filesystem::exists(status)) return input_error("there is no such file", path);
    if (std::filesystem::is_directory(status)) return input_error("this is a folder, not a file", path);
    std::ifstream file(path, std::ios::binary);
    if (!file) return input_error(std::string("cannot be read: ") + std::strerror(errno), path);
    std::string text;
    std::array<char, 1 << 16> piece;
    while (file.read(piece.data(), piece.size()) || file.gcount() > 0) {
        text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
        if (text.size() > most) return input_error("the file has more than " + std::to_string(most) + " bytes", path);
    }
    if (file.bad()) return input_error("cannot be read to its end", path);
    return text;
}

}  // namespace ravine
