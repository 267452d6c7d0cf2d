#pragma once
// The way θ has gone: evenly thinned copies of the parameter vector, for PCA planes and drawn paths.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace ravine {

struct PathPoint {
    std::uint64_t step = 0;
    std::shared_ptr<const std::vector<float>> parameters;  // shared by all snapshots
};

class ParameterPath {
  public:
    /// At most `capacity` points, and at most as many as fit 64 MiB; 0: none are kept.
    explicit ParameterPath(std::size_t capacity = 256) : capacity_(capacity) { points_.reserve(capacity + 1); }

    /// True where a point at this step would be kept; asking first saves the copy.
    bool wants(std::uint64_t step) const;
    void append(std::uint64_t step, std::vector<float> parameters);
    /// Drops the points of later steps (the run was taken back).
    void forget_after(std::uint64_t step);
    void clear();
    const std::vector<PathPoint>& points() const { return points_; }

  private:
    std::size_t capacity_;
    std::uint64_t stride_ = 1;  // in steps, a power of 2: doubles whenever the capacity is reached
    std::vector<PathPoint> points_;
};

}  // namespace ravine
