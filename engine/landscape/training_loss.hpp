#pragma once
// The mean training loss of a model's network for any θ, and its gradient.

#include <atomic>
#include <span>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/train/model.hpp"

namespace ravine {

/// The training points as a network takes them, column per sample.
template <class Scalar>
struct TrainingSamples {
    int count = 0;
    int inputs = 0;
    std::vector<Scalar> columns;  ///< [inputs × count]
    std::vector<Scalar> targets;  ///< [count]
};

template <class Scalar>
TrainingSamples<Scalar> training_samples(const Model& model);

/// Samples that go through the network at a time: their activations stay in the cache.
inline constexpr int samples_at_a_time = 256;

/// Mean loss over the samples, without penalty; `workspace` has room for samples_at_a_time.
template <class Scalar>
double mean_loss(const Network<Scalar>& network, const TrainingSamples<Scalar>& samples, const Scalar* parameters,
                 NetworkWorkspace<Scalar>& workspace);

/// Gradient of the mean loss, without penalty; in parallel, same bits for any number of threads.
std::vector<double> mean_loss_gradient(const Network<double>& network, const TrainingSamples<double>& samples,
                                       const double* parameters, ThreadPool& pool);

extern template TrainingSamples<float> training_samples(const Model&);
extern template TrainingSamples<double> training_samples(const Model&);
extern template double mean_loss(const Network<float>&, const TrainingSamples<float>&, const float*,
                                 NetworkWorkspace<float>&);
extern template double mean_loss(const Network<double>&, const TrainingSamples<double>&, const double*,
                                 NetworkWorkspace<double>&);

}  // namespace ravine
