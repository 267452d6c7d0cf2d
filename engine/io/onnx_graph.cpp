#include "engine/io/onnx_graph.hpp"

namespace ravine {

std::string OnnxGraph::constant(const std::string& name, std::initializer_list<std::int64_t> shape,
                                std::span<const float> values) {
    onnx::TensorProto& tensor = *graph_.add_initializer();
    tensor.set_name(prefix_ + name);
    tensor.set_data_type(onnx::TensorProto::FLOAT);
    for (std::int64_t size : shape) tensor.add_dims(size);
    for (float value : values) tensor.add_float_data(value);
    return prefix_ + name;
}

std::string OnnxGraph::index(const std::string& name, std::int64_t value) {
    onnx::TensorProto& tensor = *graph_.add_initializer();
    tensor.set_name(prefix_ + name);
    tensor.set_data_type(onnx::TensorProto::INT64);
    tensor.add_dims(1);
    tensor.add_int64_data(value);
    return prefix_ + name;
}

onnx::NodeProto& OnnxGraph::add_node(std::string_view operation, const std::vector<std::string>& inputs,
                                     const std::string& output) {
    onnx::NodeProto& node = *graph_.add_node();
    node.set_name(prefix_ + output);
    node.set_op_type(std::string(operation));
    for (const std::string& input : inputs) node.add_input(input);
    node.add_output(prefix_ + output);
    return node;
}

std::string OnnxGraph::node(std::string_view operation, const std::vector<std::string>& inputs,
                            const std::string& output) {
    add_node(operation, inputs, output);
    return prefix_ + output;
}

std::string OnnxGraph::node(std::string_view operation, const std::vector<std::string>& inputs,
                            const std::string& output, std::string_view attribute, std::int64_t value) {
    onnx::AttributeProto& added = *add_node(operation, inputs, output).add_attribute();
    added.set_name(std::string(attribute));
    added.set_type(onnx::AttributeProto::INT);
    added.set_i(value);
    return prefix_ + output;
}

std::string OnnxGraph::node_along_units(std::string_view operation, const std::string& input,
                                        const std::string& output) {
    onnx::AttributeProto& axes = *add_node(operation, {input}, output).add_attribute();
    axes.set_name("axes");
    axes.set_type(onnx::AttributeProto::INTS);
    axes.add_ints(1);
    return prefix_ + output;
}

std::string OnnxGraph::node_with_number(std::string_view operation, const std::vector<std::string>& inputs,
                                        const std::string& output, std::string_view attribute, float value) {
    onnx::AttributeProto& added = *add_node(operation, inputs, output).add_attribute();
    added.set_name(std::string(attribute));
    added.set_type(onnx::AttributeProto::FLOAT);
    added.set_f(value);
    return prefix_ + output;
}

}  // namespace ravine
