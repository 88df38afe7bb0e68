// SPDX-License-Identifier: EUPL-1.2
//
// What the bundler makes of files that are not scripts.

declare module '*.ftl' {
    const text: string;
    export default text;
}

declare module '*.css';
