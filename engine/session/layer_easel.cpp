#include "engine/session/layer_easel.hpp"

#include <algorithm>

namespace ravine::session {

LayerEasel::Subject LayerEasel::subject_of(const Snapshot& snapshot) {
    if (!snapshot.view.layers) return {};
    return {snapshot.data_version, snapshot.shape_version, snapshot.parameters_version};
}

std::optional<Due> LayerEasel::due(const Snapshot& snapshot) {
    const Subject subject = subject_of(snapshot);
    if (subject == painted_) return {};
    if (subject == Subject{}) {
        painted_ = {};
        return {};
    }
    const bool is_next_step = painted_.shape_version == subject.shape_version && is_training(snapshot);
    return Due{Urgency::coarse, is_next_step ? next_ : at_once};
}

void LayerEasel::work(const Snapshot& snapshot, Studio& studio) {
    const Clock::time_point begin = Clock::now();
    painted_ = subject_of(snapshot);
    std::vector<LayerReport> reports = report_layers(snapshot.network());
    const double seconds = seconds_between(begin, Clock::now());
    next_ = std::max(begin + as_duration(layer_interval), Clock::now() + as_duration(rest * seconds));
    LayersPicture picture(
        new LayersPicture::element_type{++version_, snapshot.network().step, 1000 * seconds, std::move(reports)});
    studio.deliver({std::move(picture), 0, painted_.shape_version});
}

}  // namespace ravine::session
