#pragma once
// Records the race beside the window: this program again, as a child, which draws offscreen. Whatever happens to it,
// the window goes on.

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "app/window/state/window_state.hpp"

namespace ravine {

/// What is to be recorded, and how.
struct RecordingWish {
    std::string path;  ///< .mp4 or .gif
    FilmState film;    ///< with its size
    double scale = 1;  ///< pixels per logical pixel
};

class Recorder {
  public:
    /// `notify` is called, from another thread, whenever there is news. It may be empty.
    explicit Recorder(std::function<void()> notify);
    /// Ends a recording that is under way; nothing of it stays.
    ~Recorder();

    /// From the race's start to where its clock has been. Error: it cannot be started. Not while there is another.
    Status start(const WindowState& state, const RecordingWish& wish);
    /// How much is done; nothing while there is no recording.
    std::optional<int> percent() const;
    /// Once after the end of a recording: success, or what went wrong.
    std::optional<Status> take_end();
    const std::string& path() const { return path_; }

  private:
    struct Job;
    std::function<void()> notify_;
    std::unique_ptr<Job> job_;
    std::string path_;
};

}  // namespace ravine
