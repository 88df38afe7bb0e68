/* SPDX-License-Identifier: EUPL-1.2 */
/* `houvast project`: what the hall sees. Nothing is typed here but how to leave. */
#ifndef HV_CLI_PROJECT_H
#define HV_CLI_PROJECT_H

#include "options.h"

/* An exit code. */
int hv_project(const struct hv_options *options);

#endif
