#pragma once
// What an optimizer lowers, for rules that have to know more of it than one gradient.

#include <span>

namespace ravine {

/// A loss f(θ) that may be asked at any θ while a step is taken: on a surface the surface itself, in training the loss
/// of the present mini-batch with the penalty. In double, as differences and matrices have to be. Matrices are
/// [count × count] and symmetric, with both halves set.
class Objective {
  public:
    virtual ~Objective() = default;
    /// f(θ); sets `gradient` [count], unless that is empty.
    virtual double loss(std::span<const double> parameters, std::span<double> gradient) = 0;
    /// ∂²f/∂θ²
    virtual void hessian(std::span<const double> parameters, std::span<double> matrix) = 0;
    /// JᵀHJ: J the derivatives of a model's outputs by θ, H those of the loss by the outputs, twice (Schraudolph 2002).
    /// Where there are no outputs between θ and f, this is the Hessian.
    virtual void gauss_newton(std::span<const double> parameters, std::span<double> matrix) = 0;
    /// True: the step is to be left; what the functions above give from then on is of no use.
    virtual bool is_interrupted() const { return false; }
};

}  // namespace ravine
