#include "app/window/recording/movie.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "app/window/recording/child_process.hpp"
#include "engine/core/table.hpp"

namespace ravine {
namespace {

namespace fs = std::filesystem;

/// Removes a file that was not wanted in the end.
class UnfinishedFile {
  public:
    explicit UnfinishedFile(std::string path) : path_(std::move(path)) {}
    ~UnfinishedFile() {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    UnfinishedFile(const UnfinishedFile&) = delete;
    UnfinishedFile& operator=(const UnfinishedFile&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

/// ffmpeg with our frames as its first input.
class Encoder {
  public:
    static Result<Encoder> start(const std::string& ffmpeg, const Film& film, std::vector<std::string> arguments) {
        std::vector<std::string> all{"-hide_banner",
                                     "-nostats",
                                     "-loglevel",
                                     "error",
                                     "-y",
                                     "-f",
                                     "rawvideo",
                                     "-pixel_format",
                                     "rgb24",
                                     "-video_size",
                                     fmt::format("{}x{}", film.width, film.height),
                                     "-framerate",
                                     std::to_string(film.frames_per_second),
                                     "-i",
                                     "pipe:0"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        Result<ChildProcess> child = ChildProcess::start(ffmpeg, all);
        if (!child) return child.error();
        return Encoder(std::move(*child));
    }

    /// Draws and hands over one frame. Error: as it was drawn; that ffmpeg reads no more is told by finish().
    Status add(const Film& film, int frame) {
        const Result<gl::Pixels> pixels = film.draw(frame);
        if (!pixels) return pixels.error();
        reads_ = reads_ && child_.write(std::as_bytes(std::span(pixels->rgb)));
        return {};
    }
    bool reads() const { return reads_; }
    Status finish() { return child_.wait(); }

  private:
    explicit Encoder(ChildProcess child) : child_(std::move(child)) {}

    ChildProcess child_;
    bool reads_ = true;
};

/// Every frame, or every so manieth.
Status encode(const std::string& ffmpeg, const Film& film, int stride, const std::vector<std::string>& arguments) {
    Result<Encoder> encoder = Encoder::start(ffmpeg, film, arguments);
    if (!encoder) return encoder.error();
    for (int frame = 0; frame < film.frames && encoder->reads(); frame += stride)
        if (Status status = encoder->add(film, frame); !status) return status;
    return encoder->finish();
}

/// H.264 takes even sizes alone. What is not told how to turn RGB into YUV does it otherwise than players undo it.
Status write_mp4(const Film& film, const std::string& ffmpeg, const std::string& path) {
    return encode(ffmpeg, film, 1,
                  {"-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
                   "-c:v", "libx264", "-preset", "medium", "-crf", "18", "-colorspace", "bt709", "-color_primaries",
                   "bt709", "-color_trc", "bt709", "-movflags", "+faststart", "-f", "mp4", path});
}

/// The 256 colours are chosen beforehand, from some of the frames: choosing them on the way would keep all frames in
/// memory.
Status write_gif(const Film& film, const std::string& ffmpeg, const std::string& path) {
    constexpr int most_looked_at = 24;
    const UnfinishedFile palette(path + ".palette.png");
    const int stride = std::max(1, film.frames / most_looked_at);
    if (Status status = encode(ffmpeg, film, stride, {"-vf", "palettegen", "-frames:v", "1", palette.path()}); !status)
        return status;
    return encode(ffmpeg, film, 1,
                  {"-i", palette.path(), "-lavfi", "paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle", "-f",
                   "gif", path});
}

constexpr MovieRow rows[] = {{"mp4", "MP4", ".mp4", write_mp4}, {"gif", "GIF", ".gif", write_gif}};
static_assert(is_sound_table(std::span<const MovieRow>(rows)));

}  // namespace

std::span<const MovieRow> movies() { return rows; }

Result<const MovieRow*> movie_of(const std::string& path, const std::string& option) {
    const std::string extension = fs::path(path).extension().string();
    for (const MovieRow& row : rows)
        if (row.extension == extension) return &row;
    return input_error(fmt::format("'{}' names no format", path), option, "end it in .mp4 or .gif");
}

Result<std::string> find_ffmpeg() {
    if (std::optional<std::string> program = find_program("ffmpeg")) return *program;
    return system_error("ffmpeg is not installed", "", "install it: apt install ffmpeg");
}

Status write_movie(const Film& film, const MovieRow& row, const std::string& path) {
    const Result<std::string> ffmpeg = find_ffmpeg();
    if (!ffmpeg) return ffmpeg.error();
    std::error_code failure;
    const fs::path target(path);
    if (fs::is_directory(target, failure)) return input_error("is a folder", path, "name a file");
    if (target.has_parent_path() && !fs::is_directory(target.parent_path(), failure))
        return input_error("there is no such folder", target.parent_path().string());
    const std::string name = fmt::format(".{}-{}.part{}", target.stem().string(), ::getpid(), row.extension);
    const UnfinishedFile unfinished((target.parent_path() / name).string());
    if (Status status = row.write(film, *ffmpeg, unfinished.path()); !status) return status;
    fs::rename(unfinished.path(), target, failure);
    return failure ? Status(system_error("cannot be written: " + failure.message(), path)) : Status();
}

}  // namespace ravine
