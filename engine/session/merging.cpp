#include "engine/session/merging.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

namespace ravine::session {

namespace {

template <class Payload>
constexpr bool is_replacing =
    std::is_same_v<Payload, command::SetScenario> || std::is_same_v<Payload, command::SetSpeed> ||
    std::is_same_v<Payload, command::UseBackend> || std::is_same_v<Payload, command::SetView> ||
    std::is_same_v<Payload, command::SetRace> || std::is_same_v<Payload, command::SetLandscapeView> ||
    std::is_same_v<Payload, command::SetRaceQuestion>;

template <class Payload>
constexpr bool is_interrupting = std::is_same_v<Payload, command::Pause> || std::is_same_v<Payload, command::Reset> ||
                                 std::is_same_v<Payload, command::LoadModel>;

}  // namespace

bool interrupts(const CommandPayload& payload) {
    return std::visit([]<class Payload>(const Payload&) { return is_interrupting<Payload>; }, payload);
}

bool replaces(const CommandPayload& payload) {
    return std::visit([]<class Payload>(const Payload&) { return is_replacing<Payload>; }, payload);
}

std::vector<Command> merged(std::vector<Command> commands) {
    std::vector<Command> kept;
    std::array<bool, std::variant_size_v<CommandPayload>> has_later{};
    for (auto command = commands.rbegin(); command != commands.rend(); ++command) {
        if (!replaces(command->payload))
            has_later.fill(false);
        else if (std::exchange(has_later[command->payload.index()], true))
            continue;
        kept.push_back(std::move(*command));
    }
    std::reverse(kept.begin(), kept.end());
    return kept;
}

}  // namespace ravine::session
