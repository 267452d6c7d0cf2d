# libFuzzer's programs, one for each reader: fuzz_scenario, fuzz_csv, fuzz_model, fuzz_formula, fuzz_race. They are one
# source, which finds the reader in the table of tests/fuzz/readers.cpp by the name it is compiled with.

add_custom_target(fuzzers)
foreach(reader scenario csv model formula race)
    add_executable(fuzz_${reader} ${PROJECT_SOURCE_DIR}/tests/fuzz/libfuzzer/fuzzer.cpp
        ${PROJECT_SOURCE_DIR}/tests/fuzz/readers.cpp)
    target_compile_definitions(fuzz_${reader} PRIVATE RAVINE_FUZZED_READER="${reader}")
    target_link_libraries(fuzz_${reader} PRIVATE ravine_engine)
    target_link_options(fuzz_${reader} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers fuzz_${reader})
endforeach()
