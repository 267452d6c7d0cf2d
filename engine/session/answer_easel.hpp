#pragma once

#include <optional>

#include "engine/session/easel.hpp"

namespace ravine::session {

/// Answers questions about a race, one part after the other: first the place, then the curvature, then the verdicts in
/// turn, so that each is renewed in time whatever is asked meanwhile.
class AnswerEasel : public Easel {
  public:
    std::optional<Due> due(const Snapshot& snapshot) override;
    void work(const Snapshot& snapshot, Studio& studio) override;
    void give_up(const Snapshot& snapshot) override;

  private:
    struct Subject {
        std::shared_ptr<const RaceResult> race;
        RaceQuestion question;
        bool operator==(const Subject&) const = default;
    };

    static std::optional<Subject> subject_of(const Snapshot& snapshot);
    void begin(const Subject& subject);
    bool has_place(const Subject& subject) const;
    bool has_curvature(const Subject& subject) const;
    /// Whose verdict is of another step, the one after the last renewed first.
    std::optional<std::size_t> outdated(const Subject& subject) const;
    void answer_part(const Subject& subject);

    RaceAnswers answers_;
    std::size_t last_judged_ = 0;
    Clock::time_point judges_from_ = at_once;  // a verdict may take long: the pictures go on between them
    std::optional<Subject> given_up_;
};

}  // namespace ravine::session
