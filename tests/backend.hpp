#pragma once
// The back end that laws and references are tried on: the CPU, or the one that RAVINE_TEST_BACKEND names.

#include <cstdlib>
#include <memory>

#include "engine/compute/backends.hpp"
#include "tests/catch.hpp"

namespace ravine {

inline const BackendRow& tested_backend() {
    const char* name = std::getenv("RAVINE_TEST_BACKEND");
    const Result<BackendChoice> choice = choose_backend(name ? name : "cpu");
    if (!choice) FAIL(choice.error().message());
    return *choice->row;
}

inline Machine tested_machine(int threads) { return {std::make_shared<ThreadPool>(threads), tested_backend()}; }

}  // namespace ravine
