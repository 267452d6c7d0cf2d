#pragma once
// What a race is run on: a surface f(x, y), wherever its heights come from.

#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/landscape/window.hpp"

namespace ravine {

/// What is known of a surface beside its heights.
struct SurfaceTraits {
    std::string label, formula, source;
    std::string derivatives;                         ///< where they come from: "by hand", "automatic differentiation"
    Window window;                                   ///< where it is worth looking at
    std::array<double, 2> start;                     ///< a good start point for a race
    std::vector<std::array<double, 2>> minima = {};  ///< local ones, those in the window at least
    /// The greatest lower bound of f, or of what is known of it; −∞ where it falls without end.
    double infimum = -std::numeric_limits<double>::infinity();
};

struct GradientCode;

/// Heights with their first and second derivatives. Immutable: several threads ask it at once.
class Surface {
  public:
    explicit Surface(SurfaceTraits traits) : traits_(std::move(traits)) {}
    virtual ~Surface() = default;

    const SurfaceTraits& traits() const { return traits_; }
    /// True where every answer takes so long that a window must not wait for it.
    virtual bool is_slow() const { return false; }
    virtual double value(double x, double y) const = 0;
    virtual std::array<double, 2> gradient(double x, double y) const = 0;
    /// {f_xx, f_xy, f_yy}
    virtual std::array<double, 3> hessian(double x, double y) const = 0;
    /// The same without the second derivatives of what is squared, where f is a sum of squares; else the Hessian.
    virtual std::array<double, 3> gauss_newton(double x, double y) const { return hessian(x, y); }

    /// At many points at once; all spans have the same length.
    virtual void values(std::span<const double> x, std::span<const double> y, std::span<double> f) const;
    virtual void gradients(std::span<const double> x, std::span<const double> y, std::span<double> f_x,
                           std::span<double> f_y) const;

    /// How a GPU's threads compute the gradient; it looks at the surface's lists. None where that takes more than a
    /// formula: a network.
    virtual std::optional<GradientCode> gradient_code() const;

  protected:
    /// For surfaces whose minima are found by asking it.
    SurfaceTraits& own_traits() { return traits_; }

  private:
    SurfaceTraits traits_;
};

/// True where heights above a lowest one are worth a logarithm; a saddle has none.
inline bool has_floor(const Surface& surface) {
    return surface.traits().infimum > -std::numeric_limits<double>::infinity();
}

/// What a loss is measured from: the surface's infimum where it has one, else 0.
inline double floor_of(const Surface& surface) { return has_floor(surface) ? surface.traits().infimum : 0; }

}  // namespace ravine
