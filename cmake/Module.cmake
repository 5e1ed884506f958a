# Precompiled headers halve the compile time of small files. One with Asio, one without; both for every module. clang builds do without.
option(ISPO_PCH "Precompile the headers that most files include" ON)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    set(ISPO_PCH OFF)
endif()
set(plain_headers <algorithm> <chrono> <functional> <map> <memory> <optional> <string> <string_view> <vector> <boost/system/result.hpp> <fmt/format.h>
    <nlohmann/json.hpp>)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/pch.cpp CONTENT "// Owns the precompiled headers.\n")
foreach(kind plain asio)
    add_library(pch_${kind} STATIC EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/pch.cpp)
    target_link_libraries(pch_${kind} PUBLIC Boost::headers nlohmann_json::nlohmann_json fmt::fmt Threads::Threads)
endforeach()
if(ISPO_PCH)
    target_precompile_headers(pch_plain PRIVATE ${plain_headers})
    target_precompile_headers(pch_asio PRIVATE ${plain_headers} <boost/asio/awaitable.hpp> <boost/asio/co_spawn.hpp> <boost/asio/detached.hpp>
        <boost/asio/io_context.hpp> <boost/asio/ip/tcp.hpp> <boost/asio/steady_timer.hpp> <boost/asio/use_awaitable.hpp> <boost/asio/thread_pool.hpp>)
endif()

# ispo_module(NAME [USES modules…] [LINK libraries…] [HEADERS prefixes…]): the folder NAME as a static library.
# HEADERS is for tests/architecture_test.cpp only.
function(ispo_module name)
    cmake_parse_arguments(M "" "" "USES;LINK;HEADERS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name}/*.cpp ${CMAKE_SOURCE_DIR}/${name}/*.hpp)
    list(REMOVE_ITEM sources ${CMAKE_SOURCE_DIR}/bot/main.cpp)
    add_library(${name} STATIC ${sources})
    set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${M_USES} ${M_LINK} PRIVATE ispo_warnings)
    if(ISPO_PCH)
        if("boost/asio" IN_LIST M_HEADERS OR "boost" IN_LIST M_HEADERS)
            target_precompile_headers(${name} REUSE_FROM pch_asio)
        else()
            target_precompile_headers(${name} REUSE_FROM pch_plain)
        endif()
    endif()
endfunction()

# ispo_embed(MODULE FOLDER): compiles the files of FOLDER into MODULE, found again through web/assets.hpp.
function(ispo_embed module folder)
    file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*)
    set(output ${CMAKE_BINARY_DIR}/embedded_${module}.cpp)
    add_custom_command(OUTPUT ${output} DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/Embed.cmake
        COMMAND ${CMAKE_COMMAND} -DFOLDER=${CMAKE_SOURCE_DIR}/${folder} -DOUTPUT=${output} -P ${CMAKE_SOURCE_DIR}/cmake/Embed.cmake)
    target_sources(${module} PRIVATE ${output})
endfunction()

function(ispo_program name main module)
    add_executable(${name} ${main})
    target_link_libraries(${name} PRIVATE ${module} ispo_warnings)
    set_source_files_properties(${CMAKE_SOURCE_DIR}/bot/version.cpp PROPERTIES COMPILE_DEFINITIONS "ISPO_VERSION=\"${PROJECT_VERSION}\";ISPO_COMMIT=\"${ISPO_COMMIT}\"")
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endfunction()
