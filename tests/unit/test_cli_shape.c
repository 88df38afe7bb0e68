/* SPDX-License-Identifier: EUPL-1.2 */
/* What the form of a unit makes of an exercise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "client/cli/shape.h"

#define FORM(name)  HOUVAST__V1__FORM__FORM_##name
#define KIND(name)  HOUVAST__V1__STAGE_KIND__STAGE_KIND_##name
#define COUNT(list) (sizeof(list) / sizeof(list)[0])

enum {
    FOR_BOTH, /* P, in the full and the short form */
    TOGETHER, /* J, in the full form */
    LIGHT,    /* S, in the light form */
    FIELDS
};

static Houvast__V1__Field fields[FIELDS];
static Houvast__V1__Field *field_list[FIELDS];
static Houvast__V1__Stage stages[3]; /* solo, joint, and a joint one that asks the light field */
static Houvast__V1__Stage *stage_list[COUNT(stages)];
static Houvast__V1__FormFields forms[3];
static Houvast__V1__FormFields *form_list[COUNT(forms)];
static Houvast__V1__Definition definition;

static int set_up(void **state)
{
    static const uint32_t of_form[] = { 1u << FOR_BOTH | 1u << TOGETHER, 1u << FOR_BOTH,
                                        1u << LIGHT };
    static const uint32_t asked[] = { 1u << FOR_BOTH | 1u << LIGHT, 1u << TOGETHER,
                                      1u << TOGETHER | 1u << LIGHT };

    (void)state;
    houvast__v1__definition__init(&definition);
    for (size_t i = 0; i < FIELDS; i++) {
        houvast__v1__field__init(&fields[i]);
        fields[i].type = HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TEXT;
        fields[i].round = HOUVAST__V1__ROUND__ROUND_FIRST;
        field_list[i] = &fields[i];
    }
    fields[FOR_BOTH].visibility = HOUVAST__V1__VISIBILITY__VISIBILITY_PARTNER;
    fields[TOGETHER].visibility = HOUVAST__V1__VISIBILITY__VISIBILITY_JOINT;
    fields[LIGHT].visibility = HOUVAST__V1__VISIBILITY__VISIBILITY_SELF;
    for (size_t i = 0; i < COUNT(stages); i++) {
        houvast__v1__stage__init(&stages[i]);
        stages[i].kind = i == 0 ? KIND(SOLO) : KIND(JOINT);
        stages[i].fields = asked[i];
        stage_list[i] = &stages[i];
        houvast__v1__form_fields__init(&forms[i]);
        forms[i].form = (Houvast__V1__Form)(FORM(FULL) + (int)i);
        forms[i].fields = of_form[i];
        form_list[i] = &forms[i];
    }
    definition.n_fields = FIELDS;
    definition.fields = field_list;
    definition.n_stages = COUNT(stages);
    definition.stages = stage_list;
    definition.n_forms = COUNT(forms);
    definition.forms = form_list;
    return 0;
}

static void what_others_do_together_depends_on_the_form(void **state)
{
    static const struct {
        Houvast__V1__Form form;
        uint32_t stage;
        Houvast__V1__StageKind kind;
    } cases[] = {
        { FORM(FULL), 0, KIND(SOLO) },  { FORM(FULL), 1, KIND(JOINT) },
        { FORM(FULL), 2, KIND(JOINT) }, { FORM(SHORT), 0, KIND(SOLO) },
        { FORM(SHORT), 1, KIND(TALK) }, { FORM(SHORT), 2, KIND(TALK) },
        { FORM(LIGHT), 0, KIND(SOLO) }, { FORM(LIGHT), 1, KIND(TALK) },
        { FORM(LIGHT), 2, KIND(SOLO) }, { FORM(FULL), 3, KIND(UNSPECIFIED) },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Houvast__V1__Place place = HOUVAST__V1__PLACE__INIT;
        Houvast__V1__JointValue joint = HOUVAST__V1__JOINT_VALUE__INIT;
        Houvast__V1__JointValue *joints[] = { &joint };
        Houvast__V1__UnitPane unit = HOUVAST__V1__UNIT_PANE__INIT;

        place.stage = cases[i].stage;
        unit.place = &place;
        unit.form = cases[i].form;
        unit.joints = joints;
        unit.n_joints = cases[i].form == FORM(FULL) ? 1 : 0;
        assert_int_equal(hv_shape_kind(&definition, &unit), cases[i].kind);
    }
}

static void what_only_the_light_form_asks_is_known(void **state)
{
    (void)state;
    assert_false(hv_shape_light_only(&definition, FOR_BOTH));
    assert_false(hv_shape_light_only(&definition, TOGETHER));
    assert_true(hv_shape_light_only(&definition, LIGHT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_others_do_together_depends_on_the_form, set_up),
        cmocka_unit_test_setup(what_only_the_light_form_asks_is_known, set_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
