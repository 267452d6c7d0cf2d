#pragma once
// What the threads beside the worker bring back to it.

#include <functional>
#include <memory>
#include <variant>
#include <vector>

#include "engine/session/failure.hpp"
#include "engine/session/snapshot.hpp"

namespace ravine::session {

using BoundaryPicture = std::shared_ptr<const Picture<DecisionMap>>;
using NeuronPicture = std::shared_ptr<const Picture<NeuronMaps>>;
using LayersPicture = std::shared_ptr<const Picture<std::vector<LayerReport>>>;
using HeightPicture = std::shared_ptr<const Picture<HeightGrid>>;
using BasinPicture = std::shared_ptr<const Picture<BasinMap>>;
using RateMapPicture = std::shared_ptr<const Picture<RateMap>>;

/// The path always belongs to the picture: both change together when the plane does. Without a path both are gone.
struct SurfaceDelivery {
    std::shared_ptr<const Picture<SurfacePicture>> picture;
    std::shared_ptr<const std::vector<PlanePoint>> path;
};

/// Nothing is left to paint for the snapshot of this version.
struct PicturesDone {
    std::uint64_t version = 0;
};

struct Delivery {
    std::variant<std::monostate, Event, PicturesDone, BoundaryPicture, NeuronPicture, LayersPicture, SurfaceDelivery,
                 std::shared_ptr<const RaceResult>, std::shared_ptr<const LandscapeSubject>, HeightPicture,
                 BasinPicture, RateMapPicture, std::shared_ptr<const RaceAnswers>>
        content;
    Ticket closes = 0;                ///< the command that is now carried out; 0 for none
    std::uint64_t shape_version = 0;  ///< that the picture was made for; 0 where it does not depend on a network
};

using Deliver = std::function<void(Delivery)>;

/// Runs `work`; an exception becomes an error event.
template <class Work>
void deliver_failures(const Deliver& deliver, Ticket ticket, const char* where, Work&& work) {
    try {
        work();
    } catch (...) {
        deliver({Event{Event::Kind::error, ticket, where + (": " + failure_words())}, ticket});
    }
}

}  // namespace ravine::session
