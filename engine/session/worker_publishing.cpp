#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/session/versions.hpp"
#include "engine/session/worker.hpp"

namespace ravine::session {

namespace {

/// ‖v‖; NaN of no vector.
double norm(std::span<const float> vector) {
    if (vector.empty()) return std::numeric_limits<double>::quiet_NaN();
    double sum = 0;
    for (const float x : vector) sum += double(x) * double(x);
    return std::sqrt(sum);
}

/// Puts the parts of a delivery where they belong.
struct Shelves {
    Bulletin& bulletin;
    Snapshot& draft;

    void operator()(std::monostate) const {}
    void operator()(Event event) const { bulletin.report(std::move(event)); }
    void operator()(PicturesDone done) const { draft.pictures_done = done.version == draft.version; }
    void operator()(BoundaryPicture picture) const { draft.boundary = std::move(picture); }
    void operator()(NeuronPicture picture) const { draft.neurons = std::move(picture); }
    void operator()(LayersPicture picture) const { draft.layers = std::move(picture); }
    void operator()(HeightPicture picture) const { draft.heights = std::move(picture); }
    void operator()(BasinPicture picture) const { draft.basins = std::move(picture); }
    void operator()(RateMapPicture picture) const { draft.rate_map = std::move(picture); }
    void operator()(std::shared_ptr<const RaceResult> race) const { draft.race = std::move(race); }
    void operator()(std::shared_ptr<const RaceAnswers> answers) const {
        if (draft.question) draft.answers = std::move(answers);
    }
    void operator()(std::shared_ptr<const LandscapeSubject> landscape) const { draft.landscape = std::move(landscape); }
    void operator()(SurfaceDelivery surface) const {
        draft.surface = std::move(surface.picture);
        draft.surface_path = std::move(surface.path);
    }
};

std::vector<MemberState> member_states(const EnsembleTrainer& trainer) {
    std::vector<MemberState> states;
    if (trainer.members().size() == 1) return states;
    for (const auto& member : trainer.members())
        states.push_back(
            {member->epoch(), member->stop_state().reason, member->train_metrics(), member->validation_metrics()});
    return states;
}

/// A history only grows, unless the trainer was changed otherwise; thinning leaves fewer rows.
bool has_same_rows(const std::vector<HistoryRow>& a, const std::vector<HistoryRow>& b) {
    return a.size() == b.size() && (a.empty() || a.back().step == b.back().step);
}

}  // namespace

/// What was made for another shape of the network is out of date by now.
void Worker::receive(Delivery delivery) {
    changed_ = true;
    if (delivery.closes != 0) ledger_.close(delivery.closes);
    if (delivery.shape_version != 0 && delivery.shape_version != draft_.shape_version) return;
    std::visit(Shelves{bulletin_, draft_}, std::move(delivery.content));
    drop_unwatched_pictures(draft_);
}

bool Worker::publish_is_due(Clock::time_point now) const {
    return changed_ && (drive_ == Drive::none || now - published_at_ >= publish_interval);
}

void Worker::publish() {
    changed_ = false;  // first, so that a failure here is not repeated for ever
    measure();
    if (heed_backend()) measure();
    changed_ = false;
    ++draft_.version;
    draft_.applied = ledger_.applied();
    auto snapshot = std::make_shared<const Snapshot>(draft_);
    draft_.pictures_done = false;
    published_at_ = Clock::now();
    painter_.look_at(snapshot);
    bulletin_.publish(std::move(snapshot));
}

/// The member whose insides are shown.
const Trainer<float>& Worker::shown_trainer() const {
    return *trainer_->members()[static_cast<std::size_t>(std::max(0, draft_.shown_member - 1))];
}

/// As Snapshot::shown_member.
int Worker::wanted_member() const {
    const int count = static_cast<int>(trainer_->members().size()), member = draft_.view.member;
    return count > 1 && member > 0 && member <= count ? member : 0;
}

/// All networks, and the one that is looked at.
void Worker::put_networks() {
    put_model(draft_, trainer_->model());
    if (trainer_->members().size() == 1) return put_member(draft_, {}, 0);
    const int shown = wanted_member();
    const auto index = static_cast<std::size_t>(std::max(0, shown - 1));
    Model member = trainer_->member_model(index);
    member.parameters = index == 0 ? draft_.model.parameters : draft_.model.other_members[index - 1];
    put_member(draft_, std::move(member), shown);
}

void Worker::measure() {
    const bool trained = std::exchange(trained_, false);
    if (trained || trainer_changed_) {
        put_networks();
        drop_outdated_rates();
        put_history();
        draft_.gradient_norm = norm(shown_trainer().last_gradient());
    }
    if (draft_.view.layers && (trained || trainer_changed_ || !draft_.layer_steps))
        draft_.layer_steps = std::make_shared<const std::vector<LayerStep>>(shown_trainer().layer_steps());
    trainer_changed_ = false;
    put_backend();
    meter_.measure(Clock::now(), trainer_->steps());
    draft_.run_state = run_state();
    draft_.stop = trainer_->stop_state();
    draft_.lowest = trainer_->earlier(EarlierState::lowest);
    draft_.last_finite = trainer_->earlier(EarlierState::last_finite);
    draft_.learning_rate = trainer_->learning_rate();
    draft_.steps_per_second = drive_ == Drive::none ? 0 : meter_.steps_per_second();
    draft_.speed = limit_.steps_per_second();
    draft_.train = trainer_->train_metrics();
    draft_.validation = trainer_->validation_metrics();
    draft_.penalty = trainer_->penalty();
    draft_.members = member_states(*trainer_);
    draft_.update_norm = shown_trainer().last_update_norm();
}

void Worker::put_history() {
    const std::vector<HistoryRow>& rows = trainer_->history().rows();
    if (!trainer_changed_ && draft_.history && has_same_rows(*draft_.history, rows)) return;
    draft_.history = std::make_shared<const std::vector<HistoryRow>>(rows);
}

}  // namespace ravine::session
