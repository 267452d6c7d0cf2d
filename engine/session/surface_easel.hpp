#pragma once

#include "engine/session/blocks.hpp"
#include "engine/session/easel.hpp"
#include "engine/session/path_on_plane.hpp"

namespace ravine::session {

/// The loss surface around the path. The first plane is shown from coarse to fine; when training has moved on the plane
/// is fitted again, and its picture replaces the one before as a whole. Where the newest point has left that one, a
/// less fine picture may come first, but never one less than half as fine as what was shown before.
class SurfaceEasel : public Easel {
  public:
    std::optional<Due> due(const Snapshot& snapshot) override;
    void work(const Snapshot& snapshot, Studio& studio) override;
    void give_up(const Snapshot& snapshot) override;

  private:
    /// What makes the whole picture another one.
    struct Subject {
        std::uint64_t data_version = 0, shape_version = 0;
        Selection plane;
        int size = 0;
        bool operator==(const Subject&) const = default;
    };
    /// A grid under way.
    struct Level {
        BlockCursor cursor;
        LossGrid grid;
        double milliseconds = 0;
    };

    static Subject subject_of(const Snapshot& snapshot);
    const std::optional<PathPoint>& newest_finite(const Snapshot& snapshot);
    Model finite_model(const Snapshot& snapshot);
    std::optional<Due> due_after_finest(const Snapshot& snapshot) const;
    void forget();
    void start_over(const Subject& subject);

    void fit(const Snapshot& snapshot, Studio& studio);
    bool shows(const Model& model);
    int size_within(double milliseconds) const;
    int affordable_size() const;
    int first_size() const;
    void begin_level(int size);
    void paint_block(Studio& studio);
    void finish_level(const Snapshot& snapshot, Studio& studio);
    void show(const Snapshot& snapshot, bool finest, Studio& studio);
    void update_path(const Snapshot& snapshot, Studio& studio);

    CostMeter cost_;
    Subject subject_;
    bool given_up_ = false;

    // The plane being evaluated; `part_` is the same with the window of a block.
    Model model_;
    LossPlane plane_, part_;
    std::uint64_t fitted_version_ = 0;  // of the parameters
    Clock::time_point fitted_at_ = at_once, next_fit_ = at_once;
    bool coarse_first_ = true;
    int urgent_size_ = 0;  // up to which a picture is as urgent as a coarse one
    std::optional<Level> level_;

    // What is shown.
    std::shared_ptr<const Picture<SurfacePicture>> picture_;
    int finest_shown_ = 0;  // columns, of this subject
    std::optional<PathOnPlane> path_;
    bool plane_is_new_ = true;
    std::uint64_t path_version_ = 0;  // of the parameters
    Clock::time_point next_path_ = at_once;
    std::uint64_t version_ = 0;

    std::uint64_t finite_version_ = 0;  // of the parameters
    std::optional<PathPoint> newest_finite_;
};

}  // namespace ravine::session
