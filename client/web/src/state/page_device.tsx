// SPDX-License-Identifier: EUPL-1.2
//
// The device of this page, for its components: <DeviceContext.Provider value={device}> around them,
// useDevice() in them. And how a page comes by it.

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
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

/** A device of this page's server that keeps its place over a reload. A link takes the place of one
 * that is known already only when it opens something. */
export function openDevice(kind: PageKind, credential: Credential): Device {
    if (credential.kind === 'token' && recallToken(kind) === undefined) {
        rememberToken(kind, credential.token);
    }
    return new Device({
        address: serverAddress(),
        credential,
        language: language.peek(),
        onToken: (token) => rememberToken(kind, token),
        onRemoved: (token) => forgetToken(kind, token),
    });
}
