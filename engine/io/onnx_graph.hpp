#pragma once
// Building an ONNX graph node by node.

#include <onnx/onnx_pb.h>

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ravine {

/// Each function returns the name of the tensor that it adds.
class OnnxGraph {
  public:
    explicit OnnxGraph(onnx::GraphProto& graph) : graph_(graph) {}

    /// From now on the names of added tensors begin so: a graph may hold several networks.
    void begin_names_with(std::string prefix) { prefix_ = std::move(prefix); }

    std::string constant(const std::string& name, std::initializer_list<std::int64_t> shape,
                         std::span<const float> values);
    std::string index(const std::string& name, std::int64_t value);
    std::string node(std::string_view operation, const std::vector<std::string>& inputs, const std::string& output);
    /// With one whole-number attribute.
    std::string node(std::string_view operation, const std::vector<std::string>& inputs, const std::string& output,
                     std::string_view attribute, std::int64_t value);
    /// With one attribute that is a number.
    std::string node_with_number(std::string_view operation, const std::vector<std::string>& inputs,
                                 const std::string& output, std::string_view attribute, float value);

    /// A reduction over the second axis, which stays with length 1.
    std::string node_along_units(std::string_view operation, const std::string& input, const std::string& output);

  private:
    onnx::NodeProto& add_node(std::string_view operation, const std::vector<std::string>& inputs,
                              const std::string& output);

    onnx::GraphProto& graph_;
    std::string prefix_;
};

}  // namespace ravine
