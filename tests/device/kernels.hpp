#pragma once

#include <cstddef>

#include "engine/compute/cuda/stream.hpp"

/// numbers[i] = factor · numbers[i] + term: two of them in another order give something else.
void start_affine(float* numbers, std::size_t count, float factor, float term, const ravine::cuda::Stream& stream);

/// Writes at a place that is nobody's.
void start_illegal_write(const ravine::cuda::Stream& stream);
