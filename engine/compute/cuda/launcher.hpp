#pragma once
// Where works of engine/compute/kernels run on the GPU: one stream, in whose order all that it is given happens.

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/compute/cuda/array.hpp"
#include "engine/compute/cuda/blas.hpp"
#include "engine/compute/cuda/graph.hpp"
#include "engine/compute/cuda/matrix_product.hpp"
#include "engine/compute/cuda/stream.hpp"
#include "engine/compute/kernels/grid_network.hpp"

namespace ravine::cuda {

/// Serves one caller at a time. Everything throws BackendFailure.
class Launcher {
  public:
    /// Numbers on the GPU that the host sets and reads as a whole. Memory grows, and is kept.
    template <class T>
    class Array {
      public:
        explicit Array(Launcher& launcher) : launcher_(&launcher) {}
        Array(Launcher& launcher, const std::vector<T>& numbers) : Array(launcher) { assign(numbers); }

        /// What was there is lost.
        void resize(std::size_t count) {
            if (count > memory_.size()) memory_ = DeviceArray<T>(std::max(count, 2 * memory_.size()));
            size_ = count;
        }
        template <class Numbers>
        void assign(const Numbers& numbers) {
            resize(numbers.size());
            memory_.upload(std::span<const T>(numbers), launcher_->stream_);
        }
        void read(std::span<T> to) const {
            memory_.download(to.first(size_), launcher_->stream_);
            launcher_->stream_.wait();
        }
        void read(std::vector<T>& to) const {
            to.resize(size_);
            read(std::span(to));
        }
        std::size_t size() const { return size_; }
        T* data() const { return memory_.data(); }

      private:
        Launcher* launcher_;
        DeviceArray<T> memory_;
        std::size_t size_ = 0;
    };

    /// Sequences of launches, recorded as graphs. What is asked for the first time runs without, as kernels are loaded
    /// when they are first launched, which cannot be recorded.
    class Recording {
      public:
        explicit Recording(Launcher& launcher) : launcher_(launcher) {}
        void clear() { graphs_.clear(); }
        template <class Launches>
        void replay(std::size_t key, const Launches& launches) {
            const auto [place, is_first] = graphs_.try_emplace(key);
            if (is_first) return launches();
            Graph& graph = place->second;
            if (!graph) graph.record(launcher_.stream_, launches);
            graph.launch(launcher_.stream_);
        }

      private:
        Launcher& launcher_;
        std::map<std::size_t, Graph> graphs_;
    };

    Launcher();
    Launcher(const Launcher&) = delete;
    Launcher& operator=(const Launcher&) = delete;

    /// Shared memory that a block may have.
    std::size_t most_block_bytes() const { return most_block_bytes_; }
    /// So many such blocks run at the same time.
    int blocks_at_once(int threads, std::size_t bytes) const;

    /// So many blocks of so many threads, each with so much memory of its own.
    template <class Work>
    void launch(const Work& work, int blocks, int threads, std::size_t bytes);
    /// As many threads as there are items, or as fill the GPU.
    template <class Work>
    void launch_grid(const Work& work, int items);

    static constexpr std::string_view products = "cuBLAS";
    template <class S>
    bool multiply(const kernels::Product<S>& product);

    /// Launches that follow what has been launched so far, and that nothing follows before meet().
    template <class Launches>
    void beside(const Launches& launches) {
        turn_.record(stream_);
        turn_.hold(side_);
        now_ = &beside_;
        launches();
        now_ = &main_;
        is_beside_ = true;
    }
    void meet();

    /// Returns when all is done.
    void wait() const { stream_.wait(); }

  private:
    template <class S>
    using Products = std::map<std::array<std::int64_t, 10>, MatrixProduct<S>>;
    template <class S>
    Products<S>& made_products();

    /// A stream, and what products in it need.
    struct Lane {
        const Stream* stream;
        DeviceArray<std::byte> workspace;
    };

    Stream stream_, side_;
    Event turn_, return_;
    Lane main_{&stream_, {}}, beside_{&side_, {}};
    Lane* now_ = &main_;  // where launches go
    bool is_beside_ = false;
    std::size_t most_block_bytes_;
    int multiprocessors_;
    std::unique_ptr<BlasHandle> blas_;  // made for the first product
    Products<float> single_products_;
    Products<double> precise_products_;
};

}  // namespace ravine::cuda
