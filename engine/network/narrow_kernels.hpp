#pragma once
// Dense layers of a few units, with a sample's units across the lanes of a vector. Where batches are small, that wastes
// less than samples across the lanes (matrix_product.hpp): a batch of 10 would leave 6 of 16 lanes empty, and the
// gradient of each weight would have to be summed across lanes.

namespace ravine {

/// There are kernels for layers of at most so many units, and inputs.
inline constexpr int most_narrow_units = 8;

/// What kernels for so many lanes may read from where a layer's parameters begin, and of the gradient write. What lies
/// behind the layer's own stays as it is; read as units that are not there, it is finite where the network is.
constexpr int narrow_reach(int lanes) { return lanes * (lanes + 2); }

/// x and z are [samples × lanes], row-major: a sample's units lie side by side; what is more than the units is there,
/// but of no use.
template <class Scalar>
struct NarrowKernels {
    /// z = W·x + b; `parameters`: W [outputs × inputs] row-major, then b [outputs]. Each sum begins with b and goes on
    /// in the order of the inputs; those beyond the fourth are added together first.
    void (*forward)(const Scalar* parameters, const Scalar* x, Scalar* z, int outputs, int samples);
    /// Sets the gradient of the parameters, and of x [samples × lanes] unless it is null.
    void (*backward)(const Scalar* parameters, const Scalar* x, const Scalar* z_gradient, Scalar* parameter_gradient,
                     Scalar* x_gradient, int inputs, int samples);
    int samples_at_once;  ///< the number of samples is a multiple of it
};

/// For 4 or 8 lanes, and a layer that is not wider. They are of the width of vectors that is chosen now.
template <class Scalar>
NarrowKernels<Scalar> narrow_kernels(int lanes, int inputs, int outputs);

template <>
NarrowKernels<float> narrow_kernels(int lanes, int inputs, int outputs);
template <>
NarrowKernels<double> narrow_kernels(int lanes, int inputs, int outputs);

}  // namespace ravine
