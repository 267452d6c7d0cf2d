#pragma once
// The readers of files from anywhere, and of formulas, and what has to hold for whatever they are given: the fuzzers
// and the tests search for text for which it does not.

#include <span>
#include <string>
#include <string_view>

#include "engine/data/task.hpp"

namespace ravine::test {

/// What is wrong with the way a reader took a text; empty where nothing is. Refusing it in one line that names the
/// file, and reading it so that it can be written and read again, are both right.
std::string csv_fault(std::string_view text, Task task);
std::string csv_fault(std::string_view text);  ///< as each task's points
std::string scenario_fault(std::string_view text);
std::string model_fault(std::string_view text);
std::string race_fault(std::string_view text);

/// The same of a formula in x and y: an error stands at characters of the text, and what is read can be evaluated.
std::string formula_fault(std::string_view text);

struct FuzzedReader {
    std::string_view name;  ///< also of its folders: corpus/<name> and findings/<name>
    std::string (*fault)(std::string_view text);
};

std::span<const FuzzedReader> fuzzed_readers();

}  // namespace ravine::test
