// SPDX-License-Identifier: EUPL-1.2
//
// What a person reads before anything is asked of them. A no needs no words: nobody sees it.

import { useSignal } from '@preact/signals';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { Paragraphs } from '../parts/paragraphs';
import { t, textOf } from '../words/words';
import { useChoices } from './choices';
import { EmptyEnvelope } from './empty_envelope';
import { Leave } from './own';
import { Problem, Top } from './top';

export function Consent() {
    const choices = useChoices();
    const saidNo = useSignal(false);
    const { seat } = choices.seen.value;
    if (seat?.statement === undefined) {
        return null;
    }
    const { seat: number, name, statement, given } = seat;
    const done = () => (choices.isTable ? choices.handBack('left') : choices.decline());

    if (choices.withdrew.value === number) {
        return (
            <>
                <Top>{t('own-page-of', { name })}</Top>
                <Heading key="withdrawn">{t('withdrawn-title')}</Heading>
                <p>{t('withdrawn-text')}</p>
                <EmptyEnvelope />
                <div class="button-row">
                    <Button kind="main" onPress={done}>
                        {choices.isTable ? t('own-hand-over') : t('consent-no-done')}
                    </Button>
                    <Button onPress={() => choices.sayToStatement(number, statement, true)}>
                        {t('withdraw-undo')}
                    </Button>
                </div>
                <Problem />
            </>
        );
    }
    if (saidNo.value) {
        return (
            <>
                <Top>{t('own-page-of', { name })}</Top>
                <Heading key="no">{t('consent-no-title')}</Heading>
                <p>{t('consent-no-text')}</p>
                {given !== undefined && <p>{t('consent-changed')}</p>}
                <EmptyEnvelope />
                <div class="button-row">
                    <Button kind="main" onPress={done}>
                        {choices.isTable ? t('own-hand-over') : t('consent-no-done')}
                    </Button>
                    <Button
                        onPress={() => {
                            saidNo.value = false;
                        }}
                    >
                        {t('consent-again')}
                    </Button>
                    {given !== undefined && (
                        <Button
                            class="button-stop"
                            onPress={() => choices.sayToStatement(number, given, false)}
                        >
                            {t('withdraw')}
                        </Button>
                    )}
                </div>
                <Problem />
            </>
        );
    }
    return (
        <>
            <Top>{t('own-page-of', { name })}</Top>
            <Heading key="ask">{t('consent-title', { name })}</Heading>
            {given !== undefined && <p>{t('consent-changed')}</p>}
            <div class="table-statement">
                <Paragraphs text={textOf(statement.text).replaceAll('\n', '\n\n')} />
            </div>
            <h2>{t('consent-ask')}</h2>
            <p class="soft">{t('consent-undo')}</p>
            <div class="button-row table-consent">
                <Button
                    kind="main"
                    onPress={() => choices.sayToStatement(number, statement, true)}
                >
                    {t('consent-yes')}
                </Button>
                <Button
                    onPress={() => {
                        saidNo.value = true;
                    }}
                >
                    {t('consent-no')}
                </Button>
            </div>
            <Problem />
            <div class="table-foot">
                <Leave />
            </div>
        </>
    );
}
