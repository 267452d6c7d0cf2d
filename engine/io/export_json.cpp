#include "engine/io/export_json.hpp"

#include "engine/io/finite.hpp"
#include "engine/io/selection_json.hpp"
#include "engine/network/activations.hpp"

namespace ravine {

namespace {

Json row_json(std::span<const float> values) {
    Json list = Json::array();
    for (float value : values) list.push_back(shortest_double(value));
    return list;
}

/// A weight as a list of rows, one per output; a bias as a plain list.
Json block_json(const ParameterBlock& block, const std::vector<float>& parameters) {
    const std::span<const float> values(parameters.data() + block.offset, block.size());
    if (!block.is_weight) return row_json(values);
    const auto columns = static_cast<std::size_t>(block.columns);
    Json rows = Json::array();
    for (std::size_t row = 0; row < static_cast<std::size_t>(block.rows); ++row)
        rows.push_back(row_json(values.subspan(row * columns, columns)));
    return rows;
}

/// Where a block inside of a block of layers is: "layers.0.weight" is the key "weight" of entry 0 of "layers".
struct BlockPlace {
    std::size_t inside = 0;  ///< meaningful where `rest` is not empty
    std::string rest;        ///< its name there; empty where it is the layer's own
};

BlockPlace place_of(const std::string& name) {
    constexpr std::string_view list = "layers.";
    if (!name.starts_with(list)) return {};
    const std::size_t dot = name.find('.', list.size());
    return {std::stoul(name.substr(list.size(), dot - list.size())), name.substr(dot + 1)};
}

/// The value of a block in its layer's object, at whatever depth.
Json& value_of(Json& layer, const std::string& name) {
    const BlockPlace place = place_of(name);
    return place.rest.empty() ? layer[name] : value_of(layer["layers"][place.inside], place.rest);
}

/// Type, settings and activation; the numbers come later.
Json layer_outline_json(const LayerSpecification& specification) {
    const LayerRow& row = *find_row(layers(), specification.layer.id);
    Json object = selection_json(specification.layer, layers());
    if (row.has_activation) object["activation"] = short_selection_json(specification.activation, activations());
    for (const LayerSpecification& inside : specification.layers)
        object["layers"].push_back(layer_outline_json(inside));
    return object;
}

Json input_json(const InputPipeline& inputs) {
    Json object = {{"dimensions", inputs.dimensions}, {"mean", Json::array()}, {"deviation", Json::array()}};
    for (std::size_t i = 0; i < static_cast<std::size_t>(inputs.dimensions); ++i) {
        object["mean"].push_back(inputs.mean[i]);
        object["deviation"].push_back(inputs.deviation[i]);
    }
    Json ids = Json::array();
    for (const FeatureRow* row : inputs.rows) ids.push_back(row->id);
    object["features"] = std::move(ids);
    return object;
}

Json network_layers_json(const Network<float>& network, const std::vector<float>& parameters) {
    Json list = Json::array();
    for (const LayerSpecification& layer : network.specifications()) list.push_back(layer_outline_json(layer));
    for (const ParameterBlock& block : network.blocks())
        value_of(list[static_cast<std::size_t>(block.layer)], block.name) = block_json(block, parameters);
    return list;
}

Json model_json(const Model& model) {
    const bool is_ensemble = !model.other_members.empty();
    Json root = {
        {"format", "ravine network"}, {"version", is_ensemble ? 2 : 1}, {"task", task_row(model.network->task()).id}};
    if (model.network->classes() > 0) root["classes"] = model.network->classes();
    root["input"] = input_json(model.inputs);
    for_each_member(model, [&](const auto& parameters) {
        Json layers = network_layers_json(*model.network, *parameters);
        if (is_ensemble)
            root["members"].push_back({{"layers", std::move(layers)}});
        else
            root["layers"] = std::move(layers);
    });
    root["head"] = model.network->loss().head_label(model.network->task(), model.network->classes());
    return root;
}

/// Every number of the value, in order, as float.
void collect(const Json& value, std::vector<float>& numbers) {
    if (value.is_number()) numbers.push_back(static_cast<float>(value.get<double>()));
    if (value.is_array())
        for (const Json& entry : value) collect(entry, numbers);
}

/// Parameters and buffers as the layers of a network have them, block by block.
std::vector<float> parameters_of(Json& layers, const Network<float>& network) {
    std::vector<float> numbers;
    for (const ParameterBlock& block : network.blocks())
        collect(value_of(layers[static_cast<std::size_t>(block.layer)], block.name), numbers);
    return numbers;
}

bool has_parameters_of(Json& root, const Model& model) {
    bool same = true;
    std::size_t index = 0;
    for_each_member(model, [&](const auto& parameters) {
        Json& network = model.other_members.empty() ? root : root["members"][index++];
        same = same && parameters_of(network["layers"], *model.network) == *parameters;
    });
    return same;
}

}  // namespace

Result<std::string> encode_network_json(const Model& model) {
    if (Status status = check_finite(model); !status) return status.error();
    const std::string text = format_json(model_json(model));
    Result<JsonDocument> document = parse_json(text, "the exported JSON");
    if (!document) return system_error(document.error().what, document.error().where);
    if (!has_parameters_of(document->root, model))
        return system_error("the exported JSON reads back with other weights");
    return text;
}

}  // namespace ravine
