/* SPDX-License-Identifier: EUPL-1.2 */
/* What the kernel knows: of a process, of the machine, of the network. */
#ifndef HV_BENCH_KERNEL_H
#define HV_BENCH_KERNEL_H

#include <stdint.h>
#include <sys/types.h>

/* Nanoseconds of a clock that only goes forward. */
uint64_t kernel_now(void);

/* Nanoseconds that the threads of a process have run, softirqs in their time included. */
uint64_t kernel_cpu(pid_t process);

/* Waits until a process has nothing to do, ten seconds at most: after its start it may be opening
 * groups. */
void kernel_wait_idle(pid_t process);

/* Bytes resident. */
uint64_t kernel_memory(pid_t process);

/* Bytes in buffers of TCP, of the whole machine. */
uint64_t kernel_tcp_memory(void);

/* Nanoseconds that all processors together were not idle, since some moment in the past. */
uint64_t kernel_busy(void);

/* How much of the machine others used between two moments. */
struct kernel_moment {
    uint64_t at, busy, server, own;
};
void kernel_look(pid_t server, struct kernel_moment *ret);

/* As a part (0 to 1) of all processors together. */
double kernel_foreign(const struct kernel_moment *from, const struct kernel_moment *to);

#endif
