#include <cmath>

#include "app/window/display/offscreen_display.hpp"
#include "app/window/interface.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/offscreen_frames.hpp"
#include "app/window/recording/movie.hpp"
#include "app/window/state/landscape_view.hpp"
#include "app/window/window.hpp"

namespace ravine {
namespace {

/// The clock goes evenly from the start to the last step.
double step_at(const RecordingOptions& options, int frame, int frames) {
    return std::round(static_cast<double>(options.race.steps) * frame / std::max(1, frames - 1));
}

Opening landscape_of(const RecordingOptions& options) {
    Opening opening;
    opening.race = options.race;
    opening.workspace = "landscape";
    return opening;
}

/// The window without a display, which draws the race at any step.
class Camcorder {
  public:
    Camcorder(const RecordingOptions& options, const OffscreenDisplay& display, const SessionOptions& settings)
        : options_(options),
          display_(display),
          session_(settings),
          interface_(session_, landscape_of(options)),
          input_{options.width, options.height, static_cast<float>(options.scale), 1.0 / 60, {}} {
        interface_.state().look.light = options.light;
        interface_.state().look.presenter = options.presenter;
    }

    /// Draws the end, so that the race is run and the timeline is as long as it will be.
    Status prepare() {
        LandscapeState& landscape = interface_.state().landscape;
        if (!options_.view.empty())
            if (Status status = read_view(options_.view, landscape); !status) return status;
        interface_.link().synchronise(interface_.state());
        return draw_until_complete(interface_, session_, display_, input_);
    }

    Result<gl::Pixels> draw(int frame, int frames) {
        go_to_step(interface_.state().landscape, step_at(options_, frame, frames));
        if (Status status = draw_until_complete(interface_, session_, display_, input_); !status) return status.error();
        return display_.pixels();
    }

  private:
    const RecordingOptions& options_;
    const OffscreenDisplay& display_;
    Session session_;
    Interface interface_;
    FrameInput input_;
};

}  // namespace

Status record_race(const RecordingOptions& options) {
    const Result<const MovieRow*> movie = movie_of(options.out, "--out");
    if (!movie) return movie.error();
    if (const Result<std::string> ffmpeg = find_ffmpeg(); !ffmpeg) return ffmpeg.error();
    prepare_fonts(static_cast<float>(options.scale));
    auto display = OffscreenDisplay::create(options.width, options.height);
    if (!display) return display.error();
    Camcorder camcorder(options, **display, session_options({}));
    if (Status status = camcorder.prepare(); !status) return status;
    const int frames = std::max(1, static_cast<int>(std::lround(options.seconds * options.frames_per_second)));
    const auto draw = [&](int frame) -> Result<gl::Pixels> {
        if (!options.goes_on(100 * frame / frames)) return system_error("cancelled", options.out);
        return camcorder.draw(frame, frames);
    };
    const Film film{options.width, options.height, options.frames_per_second, frames, draw};
    return write_movie(film, **movie, options.out);
}

}  // namespace ravine
