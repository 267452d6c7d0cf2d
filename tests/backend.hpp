#pragma once
// The back end that laws and references are tried on: the CPU, or the one that RAVINE_TEST_BACKEND names.

#include <cstdlib>
#include <memory>

#include "engine/compute/backends.hpp"
#include "tests/catch.hpp"

namespace ravine {

inline const BackendRow& tested_backend() {
    const char* name = std::getenv("RAVINE_TEST_BACKEND");
    const Result<const BackendRow*> row = choose_backend(name ? name : "cpu");
    if (!row) FAIL(row.error().message());
    return **row;
}

inline Machine tested_machine(int threads) { return {std::make_shared<ThreadPool>(threads), tested_backend()}; }

}  // namespace ravine
