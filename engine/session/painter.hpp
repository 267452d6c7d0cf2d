#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/session/easel.hpp"

namespace ravine::session {

using Easels = std::vector<std::unique_ptr<Easel>>;

/// One of each kind of picture. Of what is equally urgent the first comes first.
Easels all_easels();

/// The thread that computes pictures of the newest snapshot, the most urgent first, and rests when all are done.
class Painter {
  public:
    /// `wide_threads`: of the pool for what takes long while nobody trains.
    Painter(int threads, int wide_threads, Easels easels, Deliver deliver);
    ~Painter();

    void look_at(std::shared_ptr<const Snapshot> snapshot);
    /// Lets the thread end soon, without waiting for it.
    void cancel();

  private:
    struct Task {
        Easel* easel = nullptr;
        Due due{};
    };

    void run();
    /// The newest snapshot, once something has to be painted for it; null when the session ends.
    std::shared_ptr<const Snapshot> wait_for_task(Task& task);
    /// What to do next: the most urgent task that is due, or else the next that will be.
    Task next_task(const Snapshot& snapshot);
    void tell_done(const Snapshot& snapshot);

    ThreadPool pool_, wide_pool_;
    std::atomic<bool> cancelled_{false};
    Studio studio_;
    Easels easels_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::shared_ptr<const Snapshot> snapshot_;
    std::uint64_t told_done_ = 0;  // version of the snapshot
    std::thread thread_;
};

}  // namespace ravine::session
