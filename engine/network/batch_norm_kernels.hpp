#pragma once
// The sums that batch normalisation takes over the samples of a batch, in double precision: a batch may be long.

namespace ravine {

/// Matrices are [units × samples], row-major; all others have a number for each unit.
template <class Scalar>
struct BatchNormKernels {
    /// Sets mean and variance (the sum of squares divided by the samples).
    void (*measure)(int units, int samples, const Scalar* z, Scalar* mean, Scalar* variance);
    /// Sets ∂L/∂γ = Σ ∂L/∂y·ẑ, with ẑ = (z − mean)·scale, and ∂L/∂β = Σ ∂L/∂y.
    void (*parameter_gradient)(int units, int samples, const Scalar* z, const Scalar* mean, const Scalar* scale,
                               const Scalar* y_gradient, Scalar* gamma_gradient, Scalar* beta_gradient);
};

template <class Scalar>
BatchNormKernels<Scalar> batch_norm_kernels();
template <>
BatchNormKernels<float> batch_norm_kernels();
template <>
BatchNormKernels<double> batch_norm_kernels();

}  // namespace ravine
