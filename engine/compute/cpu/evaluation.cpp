#include "engine/compute/cpu/evaluation.hpp"

#include <algorithm>
#include <type_traits>

#include "engine/core/vector_loop.hpp"

namespace ravine {

namespace {

std::size_t blocks_of(std::size_t samples, std::size_t block_size = learned_samples) {
    return (samples + block_size - 1) / block_size;
}

std::size_t samples_in_block(std::size_t samples, std::size_t block, std::size_t block_size = learned_samples) {
    return std::min(block_size, samples - block * block_size);
}

template <class Scalar>
void add(const Scalar* added, Scalar* sum, Part part) {
    vector_loop([=]() RAVINE_LOOP_BODY {
        for (std::size_t i = part.begin; i < part.end; ++i) sum[i] += added[i];
    });
}

/// The columns that fill a pass up are like its last sample, so that they are finite where it is.
template <class Scalar>
void fill_up(Scalar* inputs, int features, int samples, int columns) {
    for (; features > 0; --features, inputs += columns)
        std::fill(inputs + samples, inputs + columns, inputs[samples - 1]);
}

/// In vectors where there are one or two units, which are then known to the compiler.
template <class Scalar>
int count_correct(const Scalar* outputs, const int* classes, int units, int samples, int columns) {
    int correct = 0;
    const auto count = [&](auto known) RAVINE_LOOP_BODY {
        int right = 0;
        for (int i = 0; i < samples; ++i) right += decided_class(outputs + i, known, columns) == classes[i] ? 1 : 0;
        correct = right;
    };
    vector_loop([&]() RAVINE_LOOP_BODY {
        if (units == 1)
            count(std::integral_constant<int, 1>());
        else if (units == 2)
            count(std::integral_constant<int, 2>());
        else
            count(units);
    });
    return correct;
}

}  // namespace

template <class Scalar>
Evaluation<Scalar>::Evaluation(std::shared_ptr<const Network<Scalar>> network, std::shared_ptr<ThreadPool> pool,
                               std::size_t most_samples)
    : network_(std::move(network)),
      narrow_(NarrowNetwork<Scalar>::make(*network_)),
      pool_(std::move(pool)),
      loss_(&network_->loss().template kernels<Scalar>()),
      loss_settings_(network_->loss_selection().values),
      couples_samples_(network_->couples_samples()),
      left_layers_(left_layers(*network_)),
      pieces_(gradient_pieces<Scalar>(*network_, left_layers_)) {
    make_slots(std::max<std::size_t>(1, blocks_of(most_samples)));
}

template <class Scalar>
void Evaluation<Scalar>::make_slots(std::size_t blocks) {
    if (sums_.size() < blocks) sums_.resize(blocks);
    constexpr std::size_t most_left = 8;  // blocks that several threads wait for, before they share rows
    const auto threads = static_cast<std::size_t>(pool_->threads());
    const std::size_t at_once = left_layers_.empty() ? 1 : std::min(blocks, most_left);
    const std::size_t wanted = blocks == 1 ? 1 : std::max(threads, at_once);
    while (slots_.size() < wanted) slots_.push_back(make_slot(std::max(learned_samples, measured_samples)));
}

template <class Scalar>
typename Evaluation<Scalar>::Slot Evaluation<Scalar>::make_slot(std::size_t samples) const {
    const int most = whole_vectors(static_cast<int>(samples));
    Slot slot{network_->make_workspace(most, {true, left_layers_}), {}, AlignedVector<Scalar>(samples), {}};
    if (narrow_) slot.narrow = narrow_->make_memory(most);
    return slot;
}

/// For a batch that goes through in one pass.
template <class Scalar>
void Evaluation<Scalar>::widen_first_slot(std::size_t samples) {
    if (slots_.front().targets.size() < samples) slots_.front() = make_slot(samples);
}

template <class Scalar>
std::size_t Evaluation<Scalar>::useful_threads(std::size_t samples, std::size_t blocks, Work kind) const {
    constexpr double least_work = 1.5e6;                     // multiplications and additions: some tens of microseconds
    const double products = kind == Work::gradient ? 3 : 1;  // of a layer: forward, and two backward
    const double work = products * static_cast<double>(samples) * static_cast<double>(network_->parameter_count());
    const auto useful = static_cast<std::size_t>(std::max(1.0, work / least_work));
    return std::min({blocks, static_cast<std::size_t>(pool_->threads()), useful});
}

template <class Scalar>
Metrics Evaluation<Scalar>::metrics(const Scalar* parameters, const Samples<Scalar>& samples) {
    const std::size_t blocks = blocks_of(samples.count(), measured_samples);
    if (blocks == 0) return {};
    make_slots(blocks);
    for_each_block(blocks, useful_threads(samples.count(), blocks, Work::metrics),
                   [&](std::size_t block, std::size_t thread) {
                       if (!is_interrupted()) measure_block(parameters, samples, block, slots_[thread]);
                   });

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

/// A batch that goes through in one pass has its own samples only.
template <class Scalar>
int Evaluation<Scalar>::columns_of(const Pass& pass) const {
    return pass.training && couples_samples_ ? pass.samples : whole_vectors(pass.samples);
}

template <class Scalar>
void Evaluation<Scalar>::measure_block(const Scalar* parameters, const Samples<Scalar>& samples, std::size_t block,
                                       Slot& slot) {
    const std::size_t first = block * measured_samples;
    const int count = static_cast<int>(samples_in_block(samples.count(), block, measured_samples));
    const int units = network_->outputs();
    const int columns = whole_vectors(count);
    Scalar* inputs = slot.workspace.activations[0].data();
    for (int k = 0; k < samples.width; ++k) std::copy_n(samples.feature(k) + first, count, inputs + k * columns);
    fill_up(inputs, samples.width, count, columns);
    Pass pass{columns};
    pass.interrupted = interrupted_;
    const Scalar* outputs = network_->forward(parameters, slot.workspace, pass);
    BlockSum& sum = sums_[block] = {};
    sum.loss = loss_->value(outputs, samples.targets.data() + first, units, count, columns, loss_settings_.data());
    if (!samples.classes.empty())
        sum.correct = count_correct(outputs, samples.classes.data() + first, units, count, columns);
}

template <class Scalar>
double Evaluation<Scalar>::gradient(const Scalar* parameters, const Samples<Scalar>& samples,
                                    std::span<const std::uint32_t> indices, Scalar* gradient, const Pass& mode,
                                    const Disturbance<Scalar>* disturbance) {
    const double loss = begin_gradient(parameters, samples, indices, gradient, mode, disturbance);
    complete_gradient(gradient, [](Part) {});
    return loss;
}

template <class Scalar>
double Evaluation<Scalar>::begin_gradient(const Scalar* parameters, const Samples<Scalar>& samples,
                                          std::span<const std::uint32_t> indices, Scalar* gradient, const Pass& mode,
                                          const Disturbance<Scalar>* disturbance) {
    slots_to_add_ = 1;
    is_begun_ = false;
    const bool is_one_pass = mode.training && couples_samples_;
    const Batch batch = {parameters, samples, indices, mode, is_one_pass ? indices.size() : learned_samples,
                         disturbance};
    const std::size_t blocks = is_one_pass ? 1 : blocks_of(indices.size());
    if (is_one_pass) {
        widen_first_slot(indices.size());
        last_pass_ = pass_of(batch, 0);
    }
    const double loss =
        blocks == 1 ? block_gradient(batch, 0, slots_.front(), gradient) : sum_block_gradients(batch, blocks, gradient);
    return loss / double(indices.size());
}

/// As many blocks at a time as there is memory for; their gradients are added in the order of the blocks.
template <class Scalar>
double Evaluation<Scalar>::sum_block_gradients(const Batch& batch, std::size_t blocks, Scalar* gradient) {
    make_slots(blocks);
    for (Slot& slot : slots_) slot.gradient.resize(network_->parameter_count());
    const std::size_t threads = useful_threads(batch.indices.size(), blocks, Work::gradient);
    const std::size_t slots = left_layers_.empty() ? threads : slots_.size();
    for (std::size_t wave = 0; wave < blocks && !is_interrupted(); wave += slots) {
        if (wave > 0) complete_gradient(gradient, [](Part) {});
        is_begun_ = wave > 0;
        slots_to_add_ = std::min(slots, blocks - wave);
        for_each_block(slots_to_add_, threads, [&](std::size_t slot, std::size_t) {
            Scalar* target = wave + slot == 0 ? gradient : slots_[slot].gradient.data();
            sums_[wave + slot].loss = block_gradient(batch, wave + slot, slots_[slot], target);
        });
    }
    double loss = 0;
    for (std::size_t block = 0; block < blocks; ++block) loss += sums_[block].loss;
    return loss;
}

/// What is added to a number is in the order of the slots. The first one of all has set what it does not leave out.
template <class Scalar>
void Evaluation<Scalar>::complete(const GradientPiece& piece, Scalar* gradient) const {
    for (std::size_t i = 0; i < slots_to_add_; ++i) {
        const Slot& slot = slots_[i];
        const bool adds = is_begun_ || i > 0;
        if (piece.layer >= 0)
            network_->weight_gradient(slot.workspace, piece.layer, slot.columns, piece.first_row, piece.rows,
                                      gradient + piece.part.begin, adds);
        else if (adds)
            add(slot.gradient.data(), gradient, piece.part);
    }
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
    if (narrow_) return narrow_block_gradient(batch, block, slot, gradient);
    Pass pass = pass_of(batch, block);
    const int samples = pass.samples, columns = columns_of(pass);
    Scalar* inputs = slot.workspace.activations[0].data();
    const auto indices = indices_of(batch, pass);
    batch.samples.copy_inputs(indices, inputs, std::size_t(columns));
    batch.samples.copy_targets(indices, slot.targets.data());
    disturb(batch, pass, inputs, {std::size_t(columns), 1});
    fill_up(inputs, batch.samples.width, samples, columns);
    pass.samples = columns;
    const Scalar* outputs = network_->forward(batch.parameters, slot.workspace, pass);
    const double loss =
        loss_gradient(batch, outputs, slot.targets.data(), slot.workspace.gradients.back().data(), samples, columns);
    network_->backward(batch.parameters, slot.workspace, pass, gradient);
    slot.columns = columns;
    return loss;
}

template <class Scalar>
double Evaluation<Scalar>::narrow_block_gradient(const Batch& batch, std::size_t block, Slot& slot, Scalar* gradient) {
    const Pass pass = pass_of(batch, block);
    const int samples = pass.samples, columns = narrow_->columns(samples);
    const auto lanes = std::size_t(narrow_->lanes());
    auto& memory = slot.narrow;
    Scalar* inputs = memory.outputs.data();
    batch.samples.copy_samples(indices_of(batch, pass), inputs, lanes, slot.targets.data());
    disturb(batch, pass, inputs, {1, lanes});
    narrow_->forward(batch.parameters, memory, samples);
    const double loss = loss_gradient(batch, memory.head_outputs.data(), slot.targets.data(),
                                      memory.head_gradient.data(), samples, columns);
    narrow_->backward(batch.parameters, memory, samples, gradient);
    return loss;
}

/// From outputs [units × columns] to their gradient there.
template <class Scalar>
double Evaluation<Scalar>::loss_gradient(const Batch& batch, const Scalar* outputs, const Scalar* targets,
                                         Scalar* gradient, int samples, int columns) const {
    return loss_->value_and_gradient(outputs, targets, gradient, network_->outputs(), samples, columns,
                                     Scalar(1) / Scalar(batch.indices.size()), loss_settings_.data());
}

template <class Scalar>
std::span<const std::uint32_t> Evaluation<Scalar>::indices_of(const Batch& batch, const Pass& pass) const {
    return batch.indices.subspan(std::size_t(pass.first_sample), std::size_t(pass.samples));
}

template <class Scalar>
void Evaluation<Scalar>::disturb(const Batch& batch, const Pass& pass, Scalar* inputs, Layout layout) const {
    if (!batch.disturbance) return;
    const auto first = std::size_t(pass.first_sample), samples = std::size_t(pass.samples);
    for (std::size_t i = 0; i < samples; ++i)
        batch.disturbance->apply(batch.indices[first + i], pass.step, first + i, inputs + i * layout.sample_stride,
                                 layout.feature_stride);
}

template <class Scalar>
void Evaluation<Scalar>::remember(Scalar* parameters) const {
    if (network_->buffer_count() > 0) network_->remember(slots_.front().workspace, last_pass_, parameters);
}

template class Evaluation<float>;
template class Evaluation<double>;

}  // namespace ravine
