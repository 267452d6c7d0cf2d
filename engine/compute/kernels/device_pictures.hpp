#pragma once
// Pictures of a network by a device: in blocks where these hold the network, else over the whole device.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <vector>

#include "engine/compute/kernels/block_plan.hpp"
#include "engine/compute/kernels/grid_network.hpp"
#include "engine/compute/kernels/launch_length.hpp"
#include "engine/compute/pictures.hpp"

namespace ravine::kernels {

/// Keeps its memory from picture to picture. Serves one caller at a time.
template <class Device>
class DevicePictures {
  public:
    explicit DevicePictures(Device& device)
        : device_(device),
          parameters_(device),
          first_(device),
          second_(device),
          numbers_(device),
          values_(device),
          shown_(device),
          sums_(device) {}

    void passes(const PassesOrder& order, ThreadPool& pool) {
        const DeviceProgram<Device> program(device_, order.network, Fusion::activations);
        parameters_.assign(order.parameters);
        const PredictionTask task = block_task<float>(device_, program, false);
        const int part = task.most_samples > 0 ? task.most_samples : grid_part;
        const std::vector<ShownRows> shown = shown_rows(program.host(), order.last_layer_only);
        // As many parts at a time as are worth the memory.
        const int at_once = std::max(1, most_values / (part * all_rows(shown))) * part;
        for (int first = 0; first < order.samples; first += at_once) {
            const Range range = {first, std::min(at_once, order.samples - first), part};
            fill(order, range, pool);
            if (task.most_samples > 0)
                pass_in_blocks(task, program, shown, range);
            else
                pass_in_grid(program, shown, range);
            values_.read(host_values_);
            receive(order, shown, range, pool);
        }
    }

    void plane_losses(const PlaneLossesOrder& order) {
        const DeviceProgram<Device> program(device_, *order.network, Fusion::activations);
        const DeviceSamples<float, Device> samples(device_, order.samples);
        parameters_.assign(order.origin);
        first_.assign(order.first);
        second_.assign(order.second);
        const PredictionTask task = block_task<float>(device_, program, false);
        if (task.most_samples > 0)
            plane_in_blocks(order, task, program, samples.view());
        else
            plane_in_grid(order, program, samples.view());
    }

  private:
    template <class T>
    using Array = typename Device::template Array<T>;

    static constexpr int grid_part = 4096, most_values = 1 << 25;

    /// Some samples, in parts; the last one may be short.
    struct Range {
        int first, count, part;

        int parts() const { return (count + part - 1) / part; }
        int samples_of(int k) const { return std::min(part, count - k * part); }
    };

    static int all_rows(const std::vector<ShownRows>& shown) { return shown.back().before + shown.back().count; }

    static std::vector<ShownRows> shown_rows(const Program& program, bool last_layer_only) {
        std::vector<ShownRows> shown;
        int before = 0;
        for (std::size_t i = last_layer_only ? program.layers.size() - 1 : 0; i < program.layers.size(); ++i) {
            shown.push_back({program.layers[i].first, program.layers[i].count, before});
            before += program.layers[i].count;
        }
        return shown;
    }

    void fill(const PassesOrder& order, const Range& range, ThreadPool& pool) {
        const auto inputs = std::size_t(order.network.inputs());
        host_inputs_.resize(inputs * std::size_t(range.count));
        pool.for_each(std::size_t(range.parts()), [&](std::size_t k, std::size_t) {
            const int first = int(k) * range.part;
            order.fill(range.first + first, range.samples_of(int(k)),
                       host_inputs_.data() + inputs * std::size_t(first));
        });
        numbers_.assign(host_inputs_);
    }

    void receive(const PassesOrder& order, const std::vector<ShownRows>& shown, const Range& range, ThreadPool& pool) {
        const auto layers = std::size_t(order.network.depth()) + 1;
        pool.for_each(std::size_t(range.parts()), [&](std::size_t k, std::size_t thread) {
            const int first = int(k) * range.part, samples = range.samples_of(int(k));
            std::vector<std::span<float>> values(layers);
            for (std::size_t i = 0; i < shown.size(); ++i)
                values[layers - shown.size() + i] = {host_values_.data() + place_of(shown[i], range, first),
                                                     std::size_t(shown[i].count) * std::size_t(samples)};
            order.receive({thread, range.first + first, samples, values});
        });
    }

    static std::size_t place_of(const ShownRows& rows, const Range& range, int first) {
        return std::size_t(rows.before) * std::size_t(range.count) + std::size_t(first) * std::size_t(rows.count);
    }

    void pass_in_blocks(const PredictionTask& task, const DeviceProgram<Device>& program,
                        const std::vector<ShownRows>& shown, const Range& range) {
        shown_.assign(shown);
        values_.resize(std::size_t(all_rows(shown)) * std::size_t(range.count));
        device_.launch(PassesWork{task, numbers_.data(), parameters_.data(), shown_.data(), int(shown.size()),
                                  values_.data(), range.count},
                       range.parts(), prediction_threads(program.host(), task), prediction_bytes<float>(task));
    }

    void pass_in_grid(const DeviceProgram<Device>& program, const std::vector<ShownRows>& shown, const Range& range) {
        values_.resize(std::size_t(all_rows(shown)) * std::size_t(range.count));
        GridNetwork<float, Device> network(device_, program, range.part, false);
        const int inputs = program.host().shape.inputs;
        for (int k = 0; k < range.parts(); ++k) {
            const int first = k * range.part;
            const Memory<float> at = network.memory(parameters_.data(), range.samples_of(k));
            network.load(at, {numbers_.data() + std::ptrdiff_t(first) * inputs, nullptr, nullptr, inputs, at.samples},
                         0);
            network.forward(at);
            for (const ShownRows& rows : shown)
                device_.launch_grid(
                    CopyRowsWork{at, rows.first, rows.count, values_.data() + place_of(rows, range, first)},
                    rows.count * at.samples);
        }
    }

    /// In pieces that take some milliseconds, so that it can be cancelled.
    void plane_in_blocks(const PlaneLossesOrder& order, const PredictionTask& task,
                         const DeviceProgram<Device>& program, const SamplesView<float>& samples) {
        LaunchLength piece(512, 0.02, 4);
        for (std::size_t first = 0; first < order.places.size() && !order.cancelled;) {
            const auto begin = std::chrono::steady_clock::now();
            const auto places =
                order.places.subspan(first, std::min(std::size_t(piece.length()), order.places.size() - first));
            numbers_.assign(std::span(places.front().data(), 2 * places.size()));
            values_.resize(places.size());
            device_.launch(PlaneLossesWork{task, samples, parameters_.data(), first_.data(), second_.data(),
                                           numbers_.data(), values_.data(), int(places.size()), int(places.size())},
                           int(places.size()), prediction_threads(program.host(), task), prediction_bytes<float>(task));
            values_.read(order.losses.subspan(first, places.size()));
            first += places.size();
            piece.took(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
                       int(places.size()));
        }
    }
    void plane_in_grid(const PlaneLossesOrder& order, const DeviceProgram<Device>& program,
                       const SamplesView<float>& samples) {
        const ProgramShape& shape = program.host().shape;
        GridNetwork<float, Device> network(device_, program, std::clamp(samples.count, 1, 8192), false);
        numbers_.resize(std::size_t(shape.parameters + shape.buffers));
        sums_.resize(1);
        for (std::size_t i = 0; i < order.places.size() && !order.cancelled; ++i) {
            const auto [a, b] = order.places[i];
            device_.launch_grid(PlaceWork{parameters_.data(), first_.data(), second_.data(), a, b, shape.parameters,
                                          shape.buffers, numbers_.data()},
                                shape.parameters + shape.buffers);
            device_.launch_grid(ClearSumsWork{sums_.data(), 1}, 1);
            measure_samples(network, numbers_.data(), samples, sums_.data());
            sums_.read(host_sums_);
            order.losses[i] = float(host_sums_.front().loss / samples.count);
        }
    }

    Device& device_;
    Array<float> parameters_, first_, second_, numbers_, values_;
    Array<ShownRows> shown_;
    Array<MeasuredSum> sums_;
    std::vector<float> host_inputs_, host_values_;
    std::vector<MeasuredSum> host_sums_;
};

}  // namespace ravine::kernels
