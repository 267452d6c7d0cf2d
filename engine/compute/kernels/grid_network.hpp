#pragma once
// A network in a device's memory, worked through by launches over the whole device, and by its library's products.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>

#include "engine/compute/backend_failure.hpp"
#include "engine/compute/kernels/device_program.hpp"
#include "engine/compute/kernels/grid_works.hpp"

namespace ravine::kernels {

/// out [rows × columns] = left [rows × inner] · right [inner × columns], row-major; a turned factor is stored as its
/// transpose. Added to what is there where it `adds`. Who multiplies says whether it has set the sums.
template <class S>
struct Product {
    int rows, columns, inner;
    const S* left;
    int left_stride;
    bool left_is_turned;
    const S* right;
    int right_stride;
    bool right_is_turned;
    S* out;
    int out_stride;
    bool adds;
    S* left_sums = nullptr;  ///< where sums of the left factor's rows [rows] are wanted, too
};

/// `Device` also has launch_grid(work, items) for works that its threads share, and multiply(product); beside(launches)
/// for what need not be done before what comes next, and meet(), before which all of that is done.
template <class S, class Device>
class GridNetwork {
  public:
    /// Throws BackendFailure where rows and samples are too many.
    GridNetwork(Device& device, const DeviceProgram<Device>& program, int most_samples, bool with_gradient)
        : device_(device),
          program_(program),
          stride_(rounded_up(most_samples, 64)),
          most_samples_(most_samples),
          rows_(device),
          statistics_(device),
          targets_(device),
          gradient_(device),
          losses_(device) {
        const ProgramShape& shape = program.host().shape;
        // Works count numbers of rows in an int.
        if (std::int64_t{shape.rows} * stride_ > std::numeric_limits<int>::max())
            throw BackendFailure("the network is too wide for so many samples at a time on the GPU");
        rows_.resize(std::size_t(with_gradient ? shape.rows : shape.value_rows) * std::size_t(stride_));
        statistics_.resize(std::size_t(shape.statistics));
        targets_.resize(std::size_t(most_samples));
        losses_.resize(std::size_t(most_samples));
        gradient_.resize(with_gradient ? std::size_t(shape.parameters) : 0);
    }

    int most_samples() const { return most_samples_; }
    S* gradient() const { return gradient_.data(); }
    void read_gradient(std::span<S> to) const { gradient_.read(to); }
    const double* losses() const { return losses_.data(); }
    const ProgramShape& shape() const { return program_.host().shape; }

    Memory<S> memory(const S* parameters, int samples) const {
        Memory<S> at = {parameters, parameters + shape().parameters, gradient_.data(), rows_.data(),
                        statistics_.data()};
        at.stride = stride_;
        at.samples = samples;
        return at;
    }

    void load(const Memory<S>& at, const SamplesView<S>& samples, int first) {
        device_.launch_grid(LoadWork<S>{samples, at, targets_.data(), {}, nullptr, first},
                            (samples.width + 1) * at.samples);
    }
    void load(const Memory<S>& at, const SamplesView<S>& samples, const StepsView<S>& steps,
              const SeriesStatus* status) {
        device_.launch_grid(LoadWork<S>{samples, at, targets_.data(), steps, status, 0},
                            (samples.width + 1) * at.samples);
    }

    /// `steps` and `status`: of training; null in prediction.
    void forward(const Memory<S>& at, const BlockStep<S>* steps = nullptr, const SeriesStatus* status = nullptr) {
        for (const Operation& op : program_.host().forward)
            if (op.kind == kind_of<Affine>())
                forward_affine(op, at);
            else
                device_.launch_grid(OperationWork<S, true>{op, at, steps, status}, op.outputs * at.samples);
    }

    /// Sets the losses; the gradient of their sum times `scale`, too.
    void losses_and_gradient(const Memory<S>& at, S scale) {
        device_.launch_grid(LossWork<S, true>{program_.loss(), shape(), at, targets_.data(), scale, losses_.data()},
                            at.samples);
    }
    /// Adds losses, and right answers where there are classes [samples], to a sum.
    void add_losses(const Memory<S>& at, const int* classes, MeasuredSum* sum) {
        device_.launch_grid(LossWork<S, false>{program_.loss(), shape(), at, targets_.data(), S(0), losses_.data()},
                            at.samples);
        sum_losses(at, classes, sum);
    }
    void sum_losses(const Memory<S>& at, const int* classes, MeasuredSum* sum) {
        device_.launch_grid(LossSumWork<S>{shape(), at, losses_.data(), classes, sum}, warp_size);
    }

    void backward(const Memory<S>& at, const BlockStep<S>* steps = nullptr, const SeriesStatus* status = nullptr) {
        for (const Operation& op : program_.host().backward)
            if (op.kind == kind_of<Affine>())
                backward_affine(op, at);
            else
                device_.launch_grid(OperationWork<S, false>{op, at, steps, status}, op.inputs * at.samples);
        device_.meet();
    }

  private:
    void forward_affine(const Operation& op, const Memory<S>& at) {
        device_.multiply(Product<S>{op.outputs, at.samples, op.inputs, at.parameters + op.parameters, op.inputs, false,
                                    at.row(op.in), at.stride, false, at.row(op.out), at.stride, false});
        if (op.has_bias || op.f.place != none) device_.launch_grid(AffineEndWork<S>{op, at}, op.outputs * at.samples);
    }

    /// Nobody waits for the gradient of its parameters.
    void backward_affine(const Operation& op, const Memory<S>& at) {
        device_.beside([&] { parameter_gradient(op, at); });
        if (op.in_gradient == none) return;
        device_.multiply(Product<S>{op.inputs, at.samples, op.outputs, at.parameters + op.parameters, op.inputs, true,
                                    at.row(op.out_gradient), at.stride, false, at.row(op.in_gradient), at.stride,
                                    false});
        if (op.before_f.place != none) device_.launch_grid(SlopeWork<S>{op, at}, op.inputs * at.samples);
    }

    /// Where the product can, it adds the bias's gradient up as it goes.
    void parameter_gradient(const Operation& op, const Memory<S>& at) {
        S* weights = at.gradient + op.parameters;
        Product<S> product = {op.outputs, op.inputs, at.samples,    at.row(op.out_gradient),
                              at.stride,  false,     at.row(op.in), at.stride,
                              true,       weights,   op.inputs,     at.adds};
        if (op.has_bias && !at.adds) product.left_sums = weights + std::ptrdiff_t(op.outputs) * op.inputs;
        const bool has_summed = device_.multiply(product);
        if (op.has_bias && !has_summed) device_.launch_grid(BiasGradientWork<S>{op, at}, op.outputs * warp_size);
    }

    template <class T>
    using Array = typename Device::template Array<T>;

    Device& device_;
    const DeviceProgram<Device>& program_;
    int stride_, most_samples_;
    Array<S> rows_, statistics_, targets_, gradient_;
    Array<double> losses_;
};

/// The sums of all samples, in parts that the network takes at once, added to `sum`.
template <class S, class Device>
void measure_samples(GridNetwork<S, Device>& network, const S* parameters, const SamplesView<S>& samples,
                     MeasuredSum* sum) {
    for (int first = 0; first < samples.count; first += network.most_samples()) {
        const Memory<S> at = network.memory(parameters, std::min(network.most_samples(), samples.count - first));
        network.load(at, samples, first);
        network.forward(at);
        network.add_losses(at, samples.classes ? samples.classes + first : nullptr, sum);
    }
}

}  // namespace ravine::kernels
