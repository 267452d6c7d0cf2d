#pragma once
// A slice of a network's loss as a surface to race on: f(x, y) = L(θ + x·d₁ + y·d₂).

#include <memory>
#include <mutex>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/landscape/loss_plane.hpp"
#include "engine/landscape/surface.hpp"
#include "engine/train/model.hpp"

namespace ravine {

/// The network with its points, and the plane through its parameters: shared, as both are large. Two slices are equal
/// where they share both.
struct NetworkSlice {
    std::shared_ptr<const Model> model;
    std::shared_ptr<const LossPlane> plane;

    bool operator==(const NetworkSlice&) const = default;
};

/// The plane's window as one of the race.
Window window_of(const LossPlane& plane);

/// The mean loss over the training points, without penalty, in double. Gradients by backpropagation, the Hessian by
/// differences of gradients. Random layers are at rest, as in the Playground's picture.
class SliceSurface final : public Surface {
  public:
    /// Errors: a model without training points, directions that do not fit its parameters, numbers that are not finite.
    static Result<std::shared_ptr<const Surface>> create(const NetworkSlice& slice);
    ~SliceSurface() override;

    bool is_slow() const override { return true; }
    double value(double x, double y) const override;
    std::array<double, 2> gradient(double x, double y) const override;
    std::array<double, 3> hessian(double x, double y) const override;

  private:
    struct Loss;  ///< what one thread computes with

    SliceSurface(NetworkSlice slice, std::shared_ptr<const Network<double>> network);
    /// Lends a loss that no other thread has: asked by several threads there are as many.
    template <class Use>
    auto with_loss(const Use& use) const;

    NetworkSlice slice_;
    std::shared_ptr<const Network<double>> network_;
    std::vector<double> origin_, first_, second_;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<Loss>> idle_;
};

/// As SliceSurface::create; what is asked of the same place again is remembered.
Result<std::shared_ptr<const Surface>> make_surface(const NetworkSlice& slice);

}  // namespace ravine
