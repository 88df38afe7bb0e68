/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The commands of a group, one function each; wire.proto says what they mean. Texts are borrowed.
 * Each returns as hv_device_command; its answer comes with tag 0, or the tag where one is given.
 */
#ifndef HV_CLI_COMMANDS_H
#define HV_CLI_COMMANDS_H

#include "device.h"

/* An answer under way to the server; what its type does not use is zero. */
struct hv_answer_draft {
    Houvast__V1__Answer answer;
    const char *text;
    const int32_t *numbers;
    size_t number_count;
    const uint32_t *options;
    size_t option_count;
    const char *const *cells;
    size_t cell_count;
};

/* Facilitators. */
bool hv_send_add_unit(struct hv_device *device, const char *const *names, size_t count);
bool hv_send_invite(struct hv_device *device, Houvast__V1__Role role, uint32_t unit, uint32_t seat);
bool hv_send_remove_device(struct hv_device *device, uint32_t number);
bool hv_send_open_meeting(struct hv_device *device, uint32_t meeting, bool without_agenda);
bool hv_send_end_meeting(struct hv_device *device);
bool hv_send_mark_presence(struct hv_device *device,
                           uint32_t unit,
                           Houvast__V1__Presence presence,
                           uint32_t seat);
bool hv_send_start_step(struct hv_device *device,
                        uint32_t from,
                        uint32_t step,
                        bool again,
                        uint32_t run);
bool hv_send_move_stage(struct hv_device *device, uint32_t run, uint32_t from, uint32_t to);
bool hv_send_push(struct hv_device *device, const char *exercise, uint32_t minutes, uint32_t from);
bool hv_send_insert_step(struct hv_device *device,
                         uint32_t after,
                         Houvast__V1__StepKind kind,
                         const char *exercise,
                         const char *title,
                         uint32_t minutes);
bool hv_send_skip_step(struct hv_device *device, uint32_t step, bool skip);
bool hv_send_move_step(struct hv_device *device, uint32_t step, uint32_t after);
bool hv_send_deal_form(struct hv_device *device,
                       uint32_t run,
                       uint32_t unit,
                       Houvast__V1__Form form);
bool hv_send_sharing(struct hv_device *device, uint32_t run, uint32_t unit, bool open);
bool hv_send_timer(struct hv_device *device, Houvast__V1__TimerAction action, int32_t minutes);
bool hv_send_pause(struct hv_device *device, bool on);
bool hv_send_announce(struct hv_device *device, const char *text);
bool hv_send_pick_note(struct hv_device *device,
                       uint32_t run,
                       uint32_t field,
                       uint32_t note,
                       bool pick);
bool hv_send_pick_example(struct hv_device *device, uint32_t run, uint32_t example);
bool hv_send_write_wall(struct hv_device *device, uint32_t run, int field, const char *text);
bool hv_send_clear_wall(struct hv_device *device);
bool hv_send_handle_request(struct hv_device *device, uint32_t unit, bool signal);
bool hv_send_lobby(struct hv_device *device, bool open);
bool hv_send_place_guest(struct hv_device *device, uint32_t guest, uint32_t unit);
bool hv_send_renew_card(struct hv_device *device, uint32_t unit);
bool hv_send_show_example(struct hv_device *device, uint32_t step, uint32_t count);

bool hv_send_narrow(struct hv_device *device,
                    uint32_t run,
                    uint32_t field,
                    Houvast__V1__Visibility to);

bool hv_send_light(struct hv_device *device, uint32_t seat, Houvast__V1__Light light);
bool hv_send_tag(struct hv_device *device, uint32_t seat, Houvast__V1__Tag tag, bool set);
bool hv_send_note(struct hv_device *device, uint32_t seat, const char *text, uint32_t revision);
bool hv_send_deal_words(struct hv_device *device, uint32_t seat);

/* Tables and pens. `words` as they were typed; NULL: with the ticket of the device. */
bool hv_send_unlock(struct hv_device *device, uint32_t seat, const char *words);
bool hv_send_lock(struct hv_device *device, uint32_t seat);
bool hv_send_consent(struct hv_device *device,
                     uint32_t seat,
                     bool yes,
                     const Houvast__V1__Statement *statement);
bool hv_send_save_field(struct hv_device *device,
                        uint32_t run,
                        uint32_t seat,
                        uint32_t field,
                        uint32_t revision,
                        const struct hv_answer_draft *draft);
bool hv_send_close_envelope(struct hv_device *device,
                            uint32_t run,
                            uint32_t seat,
                            Houvast__V1__Round round,
                            uint32_t shows,
                            uint32_t to_group,
                            Houvast__V1__Signal signal);
bool hv_send_reopen_envelope(struct hv_device *device,
                             uint32_t run,
                             uint32_t seat,
                             Houvast__V1__Round round);
bool hv_send_take_back(struct hv_device *device,
                       uint32_t run,
                       uint32_t seat,
                       uint32_t fields,
                       bool discard);
bool hv_send_widen(struct hv_device *device,
                   uint32_t run,
                   uint32_t seat,
                   uint32_t fields,
                   bool on,
                   bool to_group);
bool hv_send_open_together(struct hv_device *device, uint32_t run, const Houvast__V1__Place *from);
bool hv_send_move_unit(struct hv_device *device,
                       uint32_t run,
                       const Houvast__V1__Place *from,
                       uint32_t stage,
                       uint32_t turn);
bool hv_send_save_joint(struct hv_device *device,
                        uint32_t run,
                        uint32_t field,
                        uint32_t revision,
                        const struct hv_answer_draft *draft);
bool hv_send_mark_joint(struct hv_device *device,
                        uint32_t run,
                        uint32_t seat,
                        uint32_t revision,
                        bool set);
bool hv_send_more_time(struct hv_device *device);
bool hv_send_signal(struct hv_device *device, Houvast__V1__Signal signal);
bool hv_send_bind_pen(struct hv_device *device, const char *code);

/* Both. */
bool hv_send_split(struct hv_device *device, uint32_t seat);

/* The owner of the server. */
bool hv_send_set_passphrase(struct hv_device *device, const char *passphrase, const char *current);
bool hv_send_set_second_factor(struct hv_device *device,
                               const uint8_t secret[HV_CLIENT_ID_SIZE],
                               const char *code,
                               const char *passphrase);
bool hv_send_drop_second_factor(struct hv_device *device, const char *code, const char *passphrase);
bool hv_send_enter_group(struct hv_device *device, const uint8_t log[16]);

/* `id` may be NULL. */
bool hv_send_make_group(struct hv_device *device,
                        const char *title,
                        const char *programme,
                        const uint8_t id[HV_CLIENT_ID_SIZE]);

/* Reads; `run` and `seat` where the kind takes one. */
bool hv_ask_read(struct hv_device *device, Houvast__V1__ReadKind kind, uint32_t run, uint32_t seat);

#endif
