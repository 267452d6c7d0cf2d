#include "engine/session/neuron_easel.hpp"

#include <algorithm>
#include <cmath>

namespace ravine::session {

namespace {

constexpr int least_size = 8;

}  // namespace

NeuronEasel::Subject NeuronEasel::subject_of(const Snapshot& snapshot) {
    return {snapshot.shape_version, snapshot.parameters_version, snapshot.view.boundary_window,
            snapshot.view.neuron_map_size};
}

std::optional<Due> NeuronEasel::due(const Snapshot& snapshot) {
    const Subject subject = subject_of(snapshot);
    if (subject.size <= 0) {
        painted_ = {};
        return {};
    }
    if (painted_ == subject) return {};
    Subject moved_on = painted_;
    moved_on.parameters_version = subject.parameters_version;
    return Due{Urgency::coarse, moved_on == subject && is_training(snapshot) ? next_ : at_once};
}

int NeuronEasel::affordable_size(const Model& model, int size) const {
    const double points = quick_milliseconds / cost_.milliseconds(units_per_point(model));
    const double side = model.network->task() == Task::curve ? points : std::sqrt(points);
    return std::clamp(int(std::min(side, 1e6)), std::min(least_size, size), size);
}

void NeuronEasel::work(const Snapshot& snapshot, Studio& studio) {
    const Clock::time_point begin = Clock::now();
    painted_ = subject_of(snapshot);
    const int size = affordable_size(snapshot.network(), painted_.size);
    NeuronMaps maps = studio.compute([&](const BackendRow& row) {
        return evaluate_neuron_maps(snapshot.network(), painted_.window, size, studio.pool, row);
    });
    const double milliseconds = 1000 * seconds_between(begin, Clock::now());
    next_ = std::max(begin + as_duration(neuron_interval), Clock::now() + as_duration(rest * milliseconds / 1000));
    const int rows = snapshot.network().network->task() == Task::curve ? 1 : size;
    cost_.measured(units_per_point(snapshot.network()) * size * rows, milliseconds);
    Picture<NeuronMaps> picture{++version_, snapshot.network().step, milliseconds, std::move(maps)};
    studio.deliver({std::make_shared<const Picture<NeuronMaps>>(std::move(picture)), 0, painted_.shape_version});
}

}  // namespace ravine::session
