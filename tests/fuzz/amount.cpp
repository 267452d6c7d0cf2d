// RapidCheck takes its settings from the environment; this is what we ask for where the environment does not.
#include <cstdlib>

namespace {

[[maybe_unused]] const int amount = setenv("RC_PARAMS", "max_success=3000 max_size=200", 0);

}  // namespace
