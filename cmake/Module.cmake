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
