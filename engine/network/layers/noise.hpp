#pragma once
// Layers that draw random numbers while the network trains, and pass everything on unchanged when it predicts; their
// rows stand in layers.cpp.

#include <array>
#include <memory>

#include "engine/network/layers.hpp"

namespace ravine {

inline constexpr std::array dropout_settings = {
    Setting{"rate", "Rate", "p", "Share of the inputs that a training step sets to 0.", 0.5, 0, 0.95}};

inline constexpr std::array gaussian_noise_settings = {Setting{
    "deviation", "Deviation", "σ", "Standard deviation of the noise in training.", 0.1, 0, 10, Scale::logarithmic}};

/// Inverted scaling: what stays is divided by 1 − p, so that the expectation stays the same.
template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_dropout(const LayerSpecification& specification, int inputs);

/// y = x + ε, ε ~ N(0, σ²) for every number on its own.
template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_gaussian_noise(const LayerSpecification& specification, int inputs);

extern template std::unique_ptr<Layer<float>> make_dropout(const LayerSpecification&, int);
extern template std::unique_ptr<Layer<double>> make_dropout(const LayerSpecification&, int);
extern template std::unique_ptr<Layer<float>> make_gaussian_noise(const LayerSpecification&, int);
extern template std::unique_ptr<Layer<double>> make_gaussian_noise(const LayerSpecification&, int);

}  // namespace ravine
