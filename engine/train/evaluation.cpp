#include "engine/train/evaluation.hpp"

#include <algorithm>
#include <functional>

namespace ravine {

namespace {

std::size_t blocks_of(std::size_t samples, std::size_t block_size = block_samples) {
    return (samples + block_size - 1) / block_size;
}

std::size_t samples_in_block(std::size_t samples, std::size_t block, std::size_t block_size = block_samples) {
    return std::min(block_size, samples - block * block_size);
}

}  // namespace

template <class Scalar>
Evaluation<Scalar>::Evaluation(std::shared_ptr<const Network<Scalar>> network, std::shared_ptr<ThreadPool> pool,
                               std::size_t most_samples)
    : network_(std::move(network)), pool_(std::move(pool)), loss_settings_(network_->loss_selection().values) {
    make_slots(blocks_of(most_samples));
}

template <class Scalar>
void Evaluation<Scalar>::interrupt_by(const std::atomic<bool>* flag) {
    interrupted_ = flag;
}

template <class Scalar>
void Evaluation<Scalar>::make_slots(std::size_t blocks) {
    if (sums_.size() < blocks) sums_.resize(blocks);
    const std::size_t wanted = std::min<std::size_t>(blocks, static_cast<std::size_t>(pool_->threads()));
    while (slots_.size() < wanted)
        slots_.push_back({network_->make_workspace(block_samples), std::vector<Scalar>(block_samples), {}});
}

/// For a batch that goes through in one pass.
template <class Scalar>
void Evaluation<Scalar>::widen_first_slot(std::size_t samples) {
    Slot& slot = slots_.front();
    if (slot.targets.size() >= samples) return;
    slot.workspace = network_->make_workspace(static_cast<int>(samples));
    slot.targets.resize(samples);
}

template <class Scalar>
std::size_t Evaluation<Scalar>::useful_slots(std::size_t samples, std::size_t blocks) const {
    constexpr double least_work = 2e5;  // samples times parameters: some tens of microseconds, as long as waking takes
    const double work = static_cast<double>(samples) * static_cast<double>(network_->parameter_count());
    const auto useful = static_cast<std::size_t>(std::max(1.0, work / least_work));
    return std::min({blocks, slots_.size(), useful});
}

/// Without a detour through the pool for one piece, and without allocating.
template <class Scalar>
template <class Body>
void Evaluation<Scalar>::run(std::size_t count, Body& body) {
    if (count == 1)
        body(0);
    else
        pool_->for_each(count, std::ref(body));
}

template <class Scalar>
Metrics Evaluation<Scalar>::metrics(const Scalar* parameters, const Samples<Scalar>& samples) {
    const std::size_t blocks = blocks_of(samples.count());
    if (blocks == 0) return {};
    make_slots(blocks);
    const std::size_t slots = useful_slots(samples.count(), blocks);
    auto body = [&](std::size_t slot) {
        for (std::size_t block = slot; block < blocks && !is_interrupted(); block += slots)
            measure_block(parameters, samples, block, slots_[slot]);
    };
    run(slots, body);

    BlockSum total;
    for (std::size_t block = 0; block < blocks; ++block) {
        total.loss += sums_[block].loss;
        total.correct += sums_[block].correct;
    }
    Metrics metrics;
    metrics.loss = total.loss / double(samples.count());
    if (!samples.classes.empty()) metrics.accuracy = double(total.correct) / double(samples.count());
    return metrics;
}

template <class Scalar>
void Evaluation<Scalar>::measure_block(const Scalar* parameters, const Samples<Scalar>& samples, std::size_t block,
                                       Slot& slot) {
    const std::size_t first = block * block_samples;
    const int count = static_cast<int>(samples_in_block(samples.count(), block)), units = network_->outputs();
    std::copy(samples.input(first), samples.input(first + std::size_t(count)), slot.workspace.activations[0].begin());
    Pass pass{count};
    pass.interrupted = interrupted_;
    const Scalar* outputs = network_->forward(parameters, slot.workspace, pass);
    BlockSum& sum = sums_[block] = {};
    sum.loss = network_->loss().template kernels<Scalar>().value(outputs, samples.targets.data() + first, units, count,
                                                                 loss_settings_.data());
    if (samples.classes.empty()) return;
    for (int i = 0; i < count; ++i)
        sum.correct += decided_class(outputs + i * units, units) == samples.classes[first + std::size_t(i)];
}

template <class Scalar>
double Evaluation<Scalar>::gradient(const Scalar* parameters, const Samples<Scalar>& samples,
                                    std::span<const std::uint32_t> indices, Scalar* gradient, const Pass& mode,
                                    const Disturbance<Scalar>* disturbance) {
    const bool is_one_pass = mode.training && network_->couples_samples();
    const Batch batch = {parameters, samples, indices, mode, is_one_pass ? indices.size() : block_samples, disturbance};
    const std::size_t blocks = blocks_of(indices.size(), batch.block_size);
    const std::size_t parameter_count = network_->parameter_count();
    make_slots(blocks);
    if (is_one_pass) {
        widen_first_slot(indices.size());
        last_pass_ = pass_of(batch, 0);
    }
    const std::size_t slots = useful_slots(indices.size(), blocks);
    if (blocks > 1)
        for (Slot& slot : slots_) slot.gradient.resize(parameter_count);

    // As many blocks at a time as there are threads; their gradients are added in the order of the blocks.
    for (std::size_t wave = 0; wave < blocks && !is_interrupted(); wave += slots) {
        const std::size_t count = std::min(slots, blocks - wave);
        auto body = [&](std::size_t slot) {
            Scalar* target = wave + slot == 0 ? gradient : slots_[slot].gradient.data();
            sums_[wave + slot].loss = block_gradient(batch, wave + slot, slots_[slot], target);
        };
        run(count, body);
        for (std::size_t slot = wave == 0 ? 1 : 0; slot < count; ++slot)
            for (std::size_t i = 0; i < parameter_count; ++i) gradient[i] += slots_[slot].gradient[i];
    }
    double loss = 0;
    for (std::size_t block = 0; block < blocks; ++block) loss += sums_[block].loss;
    return loss / double(indices.size());
}

template <class Scalar>
Pass Evaluation<Scalar>::pass_of(const Batch& batch, std::size_t block) const {
    Pass pass = batch.mode;
    pass.samples = static_cast<int>(samples_in_block(batch.indices.size(), block, batch.block_size));
    pass.first_sample = static_cast<int>(block * batch.block_size);
    pass.interrupted = interrupted_;
    return pass;
}

template <class Scalar>
double Evaluation<Scalar>::block_gradient(const Batch& batch, std::size_t block, Slot& slot, Scalar* gradient) {
    const Pass pass = pass_of(batch, block);
    gather(batch, pass, slot);
    const Scalar* outputs = network_->forward(batch.parameters, slot.workspace, pass);
    const LossKernels<Scalar>& loss = network_->loss().template kernels<Scalar>();
    const Scalar scale = Scalar(1) / Scalar(batch.indices.size());
    loss.gradient(outputs, slot.targets.data(), slot.workspace.gradients.back().data(), network_->outputs(),
                  pass.samples, scale, loss_settings_.data());
    network_->backward(batch.parameters, slot.workspace, pass, gradient);
    return loss.value(outputs, slot.targets.data(), network_->outputs(), pass.samples, loss_settings_.data());
}

template <class Scalar>
void Evaluation<Scalar>::gather(const Batch& batch, const Pass& pass, Slot& slot) {
    Scalar* next = slot.workspace.activations[0].data();
    for (std::size_t i = 0; i < std::size_t(pass.samples); ++i) {
        const std::size_t place = std::size_t(pass.first_sample) + i;
        const std::uint32_t index = batch.indices[place];
        Scalar* inputs = next;
        next = std::copy_n(batch.samples.input(index), batch.samples.width, next);
        if (batch.disturbance) batch.disturbance->apply(index, pass.step, place, inputs);
        slot.targets[i] = batch.samples.targets[index];
    }
}

template <class Scalar>
void Evaluation<Scalar>::remember(Scalar* parameters) const {
    if (network_->buffer_count() > 0) network_->remember(slots_.front().workspace, last_pass_, parameters);
}

template class Evaluation<float>;
template class Evaluation<double>;

}  // namespace ravine
