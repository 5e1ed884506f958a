// SPDX-License-Identifier: Apache-2.0
#include "bot/cli.hpp"

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
    try {
        return bot::run_command_line(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr,
                     "ispo could not go on: %s\nNothing more was changed. Please report it with this line.\n",
                     error.what());
        return 3;
    }
}
