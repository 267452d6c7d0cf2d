#pragma once
// Ground that somebody has painted: hills and valleys by the brush, and Gaussian bumps.

#include <memory>
#include <optional>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"
#include "engine/landscape/kernels/painted_relief.hpp"
#include "engine/landscape/surface.hpp"

namespace ravine {

inline constexpr Setting bump_height_setting = {"height", "Height", "", "How high the bump is; a valley below 0.",
                                                -1,       -10,      10};
inline constexpr Setting bump_width_setting = {"width", "Width", "σ", "Distance from the middle to the steepest slope.",
                                               0.7,     0.05,    5,   Scale::logarithmic};
inline constexpr Setting bowl_setting = {
    "bowl", "Bowl", "", "Curvature of the bowl below all that is painted, which keeps racers from leaving.", 0.1, 0, 2};

/// f(x, y) = ½·bowl·(x² + y²) + Σ bumps + the spline through `heights`.
struct PaintedGround {
    static constexpr int most_size = 129;
    static constexpr std::size_t most_bumps = 200;

    Window window{-3, 3, -3, 3};
    double bowl = bowl_setting.standard;
    /// Control points [size × size] of a uniform cubic B-spline over the window, row 0 at y least, the outer ones on
    /// its edges; beyond them the ground goes on as at the edge. Empty where nothing has been painted.
    int size = 0;
    std::vector<double> heights;
    std::vector<Bump> bumps;

    bool operator==(const PaintedGround&) const = default;
};

/// What the brush does around a place: adds a Gaussian of this height and width to the control points, of which there
/// are 49 × 49 from the first stroke on.
void paint(PaintedGround& ground, double x, double y, double height, double width);

/// Twice continuously differentiable; minima are those that find_minima finds.
class PaintedSurface final : public Surface {
  public:
    explicit PaintedSurface(PaintedGround ground);

    double value(double x, double y) const override;
    std::array<double, 2> gradient(double x, double y) const override;
    std::array<double, 3> hessian(double x, double y) const override;
    std::optional<GradientCode> gradient_code() const override;

  private:
    PaintedRelief relief() const {
        return {ground_.window, ground_.bowl, ground_.size, ground_.heights, ground_.bumps};
    }

    PaintedGround ground_;
};

/// Errors: numbers out of range or not finite, heights that do not fit the size, too many bumps.
Result<std::shared_ptr<const Surface>> make_surface(const PaintedGround& ground);

}  // namespace ravine
