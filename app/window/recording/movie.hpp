#pragma once
// Animated pictures through ffmpeg.

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "app/window/gl/framebuffer.hpp"
#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"

namespace ravine {

/// Frames that can be drawn in any order, each as often as wanted.
struct Film {
    int width = 0, height = 0, frames_per_second = 30, frames = 0;
    /// Error: the film ends here.
    std::function<Result<gl::Pixels>(int frame)> draw;
};

struct MovieRow {
    std::string_view id, label;
    std::string_view extension;  ///< with its point
    /// Runs ffmpeg, which writes `path`.
    Status (*write)(const Film& film, const std::string& ffmpeg, const std::string& path);
    std::span<const Setting> settings = {};
};

/// MP4 and GIF.
std::span<const MovieRow> movies();
/// The one that the file's name asks for. `option` names it in the error.
Result<const MovieRow*> movie_of(const std::string& path, const std::string& option);

/// The program, wherever PATH has it. Error: it is not installed.
Result<std::string> find_ffmpeg();

/// After success the file is there, whole; after failure what stood there before is.
Status write_movie(const Film& film, const MovieRow& row, const std::string& path);

}  // namespace ravine
