#include "engine/network/layer_stack.hpp"

#include <algorithm>
#include <functional>

#include "engine/core/table.hpp"
#include "engine/network/layers.hpp"

namespace ravine {

template <class Scalar>
LayerStack<Scalar>::LayerStack(std::span<const LayerSpecification> specifications, int inputs) : outputs_(inputs) {
    bool keeps_features = true;
    for (const LayerSpecification& specification : specifications) {
        const LayerRow& row = *find_row(ravine::layers(), specification.layer.id);
        layers_.push_back(row.make<Scalar>(specification, outputs_));
        parameter_offsets_.push_back(parameter_count_);
        buffer_offsets_.push_back(buffer_count_);
        first_places_.push_back(places_);
        const Layer<Scalar>& layer = *layers_.back();
        add_blocks_of(layer, row.id, keeps_features);
        keeps_features = keeps_features && layer.keeps_features();
        parameter_count_ += layer.parameter_count();
        buffer_count_ += layer.buffer_count();
        places_ += layer.places();
        outputs_ = layer.outputs();
    }
    std::stable_partition(blocks_.begin(), blocks_.end(), std::mem_fn(&ParameterBlock::is_learned));
}

template <class Scalar>
void LayerStack<Scalar>::add_blocks_of(const Layer<Scalar>& layer, std::string_view kind, bool keeps_features) {
    for (ParameterBlock block : layer.blocks()) {
        block.layer = static_cast<int>(layers_.size()) - 1;
        block.offset += block.is_learned ? parameter_count_ : buffer_count_;
        if (block.kind.empty()) block.kind = kind;
        if (!keeps_features) block.features = FeatureAxis::none;
        blocks_.push_back(std::move(block));
    }
}

template <class Scalar>
bool LayerStack<Scalar>::couples_samples() const {
    return std::ranges::any_of(layers_, [](const auto& layer) { return layer->couples_samples(); });
}

template class LayerStack<float>;
template class LayerStack<double>;

}  // namespace ravine
