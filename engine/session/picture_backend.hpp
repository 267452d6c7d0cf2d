#pragma once

#include <string>
#include <utility>

#include "engine/session/delivery.hpp"

namespace ravine::session {

/// What computes pictures: the back end that trains. Where that fails at a picture, the CPU has this one, if it may,
/// and all that follow until somebody chooses a back end again.
class PictureBackend {
  public:
    /// From now on as this snapshot says.
    void follow(const BackendState& state) {
        if (std::exchange(version_, state.version) != state.version) has_failed_ = false;
        choice_ = has_failed_ ? BackendChoice() : state.choice;
    }

    /// What `picture(row)` gives; see compute_by.
    template <class Picture>
    auto compute(const Deliver& deliver, Picture&& picture) {
        try {
            return compute_by(choice_, picture, [&](const std::string& note) {
                fail();
                deliver({Event{Event::Kind::fell_back, 0, "pictures: " + note}});
            });
        } catch (const BackendFailure&) {
            fail();
            throw;
        }
    }

  private:
    void fail() {
        has_failed_ = true;
        choice_ = {};
    }

    std::uint64_t version_ = 0;
    BackendChoice choice_;
    bool has_failed_ = false;
};

}  // namespace ravine::session
