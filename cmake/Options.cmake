# Compiler settings shared by every target. Third-party headers are system headers, so these bite on our code only.
option(ISPO_TESTS "Build the tests" ON)
option(ISPO_FUZZ "Build the libFuzzer targets (needs clang)" OFF)
set(ISPO_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
add_compile_options(-fPIE)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)  # ccache needs it with precompiled headers
    # Asio's coroutine frames have operators new and delete of their own; once inlined, gcc 12 takes the pair for a mismatch.
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-mismatched-new-delete>)
endif()
add_compile_definitions(BOOST_ASIO_NO_DEPRECATED)
find_program(CCACHE ccache)
if(CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${CCACHE})
endif()

add_library(ispo_warnings INTERFACE)
target_compile_options(ispo_warnings INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_compile_options(ispo_warnings INTERFACE -Wno-shadow -Wno-sign-conversion -Wno-error)
else()
    # gcc 12 reports false positives of these inside inlined library code at -O2.
    target_compile_options(ispo_warnings INTERFACE -Wno-error=maybe-uninitialized -Wno-error=restrict -Wno-error=dangling-pointer -Wno-error=stringop-overflow -Wno-error=array-bounds -Wno-error=free-nonheap-object)
endif()

if(ISPO_SANITIZE)
    add_compile_options(-fsanitize=${ISPO_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${ISPO_SANITIZE})
    if(ISPO_SANITIZE STREQUAL "thread")
        add_compile_options(-Wno-tsan)  # fences of Asio, which stand beside mutexes
    endif()
    if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        # clang 14 cannot place this check's data beside coroutines ("difference across sections").
        add_compile_options(-fno-sanitize=function)
    endif()
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
    add_compile_options(-fstack-protector-strong -D_FORTIFY_SOURCE=3 -ffunction-sections -fdata-sections)
    add_link_options(-pie -Wl,-z,relro,-z,now -Wl,--gc-sections -Wl,--as-needed)
endif()

# A commit configures again, so that --version tells what was built.
foreach(file HEAD logs/HEAD)
    if(EXISTS ${CMAKE_SOURCE_DIR}/.git/${file})
        set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/.git/${file})
    endif()
endforeach()
execute_process(COMMAND git -C ${CMAKE_SOURCE_DIR} rev-parse --short=12 HEAD OUTPUT_VARIABLE ISPO_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT ISPO_COMMIT)
    set(ISPO_COMMIT unknown)
endif()
