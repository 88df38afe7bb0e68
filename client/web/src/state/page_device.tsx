// SPDX-License-Identifier: EUPL-1.2
//
// The device of this page, for its components: <DeviceContext.Provider value={device}> around them,
// useDevice() in them. And how a page comes by it.

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Role } from '#made/houvast/v1/wire_pb';
import { serverAddress } from '../connection/link';
import { language } from '../words/words';
import { type Credential, Device } from './device';
import { forgetToken, type PageKind, recallToken, rememberToken } from './place';

export const DeviceContext = createContext<Device | undefined>(undefined);

export function useDevice(): Device {
    const device = useContext(DeviceContext);
    if (device === undefined) {
        throw new Error('no device around this component');
    }
    return device;
}

const ROLES: Record<PageKind, Role[]> = {
    table: [Role.TABLE, Role.PEN],
    console: [Role.FACILITATOR, Role.CO_FACILITATOR],
    owner: [Role.UNSPECIFIED],
    projector: [Role.PROJECTOR],
};

/** A device of this page's server that keeps its place over a reload. A link takes the place of one
 * that is known already only when it opens this page. */
export function openDevice(kind: PageKind, credential: Credential): Device {
    if (credential.kind === 'token' && recallToken(kind) === undefined) {
        rememberToken(kind, credential.token);
    }
    return new Device({
        address: serverAddress(),
        credential,
        language: language.peek(),
        roles: ROLES[kind],
        onToken: (token) => rememberToken(kind, token),
        onLost: (token) => forgetToken(kind, token),
    });
}
