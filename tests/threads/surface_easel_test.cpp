// How fine the pictures of the loss surface are while training goes on, one after the other and without threads.

#include "engine/session/surface_easel.hpp"

#include <thread>

#include "tests/threads/session_fixture.hpp"

using namespace ravine;
using namespace ravine::session;

namespace {

/// An easel, a trainer in place of the worker, and the fineness of all pictures delivered so far.
class Atelier {
  public:
    Atelier() {
        snapshot_.view.surface_size = 65;
        snapshot_.data_version = snapshot_.shape_version = 1;
        snapshot_.run_state = RunState::running;
        look();
    }

    /// Trains on, as far as it takes to leave any picture drawn before.
    void train_far() {
        for (int step = 0; step < 200; ++step) trainer_->step(0);
        look();
    }

    void change_shape() {
        ++snapshot_.shape_version;
        look();
    }

    /// Paints until the next picture is there; its number of columns.
    int paint() {
        const std::size_t count = columns_.size();
        while (columns_.size() == count) {
            const std::optional<Due> due = easel_.due(snapshot_);
            REQUIRE(due);
            std::this_thread::sleep_until(due->time);  // as the painter does
            easel_.work(snapshot_, studio_);
        }
        return columns_.back();
    }

    int paint_until_finest() {
        while (!is_finest_) paint();
        return columns_.back();
    }

    const std::vector<int>& columns() const { return columns_; }

  private:
    void look() {
        snapshot_.model = trainer_->model();
        ++snapshot_.parameters_version;
    }

    void deliver(const Delivery& delivery) {
        const auto* surface = std::get_if<SurfaceDelivery>(&delivery.content);
        if (surface == nullptr || !surface->picture || surface->picture->version == version_) return;
        version_ = surface->picture->version;
        columns_.push_back(surface->picture->content.grid.columns);
        is_finest_ = surface->picture->content.finest;
    }

    std::unique_ptr<Trainer<float>> trainer_ =
        Trainer<float>::create(session_scenario(), ".", std::make_shared<ThreadPool>(1)).value();
    Snapshot snapshot_;
    ThreadPool pool_{1};
    std::atomic<bool> cancelled_{false};
    Studio studio_{pool_, pool_, cancelled_, [this](const Delivery& delivery) { deliver(delivery); }};
    SurfaceEasel easel_;
    std::vector<int> columns_;
    std::uint64_t version_ = 0;
    bool is_finest_ = false;
};

}  // namespace

TEST_CASE("the first surface is refined from coarse to fine, and so is that of another network") {
    Atelier atelier;
    CHECK(atelier.paint() == 8);
    const int finest = atelier.paint_until_finest();
    CHECK(finest > 32);
    for (std::size_t i = 1; i < atelier.columns().size(); ++i) CHECK(atelier.columns()[i] > atelier.columns()[i - 1]);
    atelier.change_shape();
    CHECK(atelier.paint() == 8);
}

TEST_CASE("a path that leaves the picture again and again brings new pictures, none of them much coarser") {
    Atelier atelier;
    const int finest = atelier.paint_until_finest();
    for (int i = 0; i < 6; ++i) {
        atelier.train_far();
        const int columns = atelier.paint();
        CHECK(2 * columns >= finest);
    }
    CHECK(2 * atelier.paint_until_finest() >= finest);
}
