#pragma once
// A network's program and samples in a device's memory. `Device` is where works run: it has Array<T>, which owns memory
// there, and launch(work, blocks, threads, bytes).

#include <algorithm>
#include <span>

#include "engine/compute/kernels/loss_call.hpp"
#include "engine/compute/kernels/program.hpp"
#include "engine/compute/kernels/samples_view.hpp"
#include "engine/compute/samples.hpp"

namespace ravine::kernels {

/// The row of a loss as works take it.
inline LossChoice loss_choice(const LossRow& row, const Selection& loss) {
    LossChoice choice;
    choice.place = int(&row - losses().data());
    std::copy_n(loss.values.begin(), std::min<std::size_t>(2, loss.values.size()), choice.settings);
    return choice;
}

template <class Device>
class DeviceProgram {
  public:
    template <class Scalar>
    DeviceProgram(Device& device, const Network<Scalar>& network, Fusion fusion)
        : host_(make_program(network, fusion)),
          loss_(loss_choice(network.loss(), network.loss_selection())),
          forward_(device, host_.forward),
          backward_(device, host_.backward),
          weights_(device, host_.weights) {}

    const Program& host() const { return host_; }
    const LossChoice& loss() const { return loss_; }
    ProgramView view() const {
        return {forward_.data(),
                backward_.data(),
                weights_.data(),
                int(host_.forward.size()),
                int(host_.backward.size()),
                int(host_.weights.size()),
                host_.shape};
    }

  private:
    template <class T>
    using Array = typename Device::template Array<T>;

    Program host_;
    LossChoice loss_;
    Array<Operation> forward_, backward_;
    Array<WeightBlock> weights_;
};

template <class S, class Device>
class DeviceSamples {
  public:
    DeviceSamples(Device& device, const Samples<S>& samples)
        : inputs_(device, samples.inputs),
          targets_(device, samples.targets),
          classes_(device, samples.classes),
          width_(samples.width),
          count_(int(samples.count())) {}

    SamplesView<S> view() const {
        return {inputs_.data(), targets_.data(), classes_.size() > 0 ? classes_.data() : nullptr, width_, count_};
    }
    int count() const { return count_; }

  private:
    template <class T>
    using Array = typename Device::template Array<T>;

    Array<S> inputs_, targets_;
    Array<int> classes_;
    int width_, count_;
};

}  // namespace ravine::kernels
