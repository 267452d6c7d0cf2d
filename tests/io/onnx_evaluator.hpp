#pragma once
// A small evaluator of the ONNX operators that the exporter may use, written from ONNX's own documentation.

#include <string>
#include <vector>

namespace ravine::test {

/// y for one row of x. Throws on whatever is not expected: another operator, a missing tensor, sizes that do not fit.
std::vector<float> evaluate_onnx(const std::string& bytes, const std::vector<float>& x);

}  // namespace ravine::test
