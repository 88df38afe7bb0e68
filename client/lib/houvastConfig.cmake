# SPDX-License-Identifier: EUPL-1.2
#
# find_package(houvast) gives the target houvast::client.
find_package(PkgConfig REQUIRED)
pkg_check_modules(uv REQUIRED IMPORTED_TARGET libuv)
pkg_check_modules(protobufc REQUIRED IMPORTED_TARGET libprotobuf-c)
include(${CMAKE_CURRENT_LIST_DIR}/houvastTargets.cmake)
