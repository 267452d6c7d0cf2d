#pragma once
// What layer normalisation computes: statistics over a sample's numbers, with the samples across the lanes of a vector.

namespace ravine {

/// Matrices are [units × samples], row-major; γ and β have a number for each unit, μ and scale for each sample.
template <class Scalar>
struct LayerNormKernels {
    struct Shape {
        int units, samples;
    };
    /// Sets μ, scale = 1/√(σ² + ε) and y = γ·(z − μ)·scale + β. The mean is corrected by what is left of it (Chan,
    /// Golub and LeVeque 1983), so that it is as good as the numbers it is taken of.
    void (*forward)(Shape shape, const Scalar* z, const Scalar* gamma, const Scalar* beta, Scalar epsilon, Scalar* mean,
                    Scalar* scale, Scalar* y);
    /// Sets ∂L/∂γ and ∂L/∂β.
    void (*parameter_gradient)(Shape shape, const Scalar* z, const Scalar* mean, const Scalar* scale,
                               const Scalar* y_gradient, Scalar* gamma_gradient, Scalar* beta_gradient);
    /// Sets ∂L/∂z = (g − mean(g) − ẑ·mean(g·ẑ))·scale, with g = γ·∂L/∂y and ẑ = (z − μ)·scale (Ba, Kiros and Hinton
    /// 2016).
    void (*input_gradient)(Shape shape, const Scalar* z, const Scalar* mean, const Scalar* scale, const Scalar* gamma,
                           const Scalar* y_gradient, Scalar* z_gradient);
};

template <class Scalar>
LayerNormKernels<Scalar> layer_norm_kernels();
template <>
LayerNormKernels<float> layer_norm_kernels();
template <>
LayerNormKernels<double> layer_norm_kernels();

}  // namespace ravine
