// SPDX-License-Identifier: EUPL-1.2
//
// npm `ws`, used as its manual says, with the language of floor.c: node ws.mjs PORT
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const groups = new Map();

function membersOf(group) {
    let members = groups.get(group);
    if (members === undefined) {
        members = new Set();
        groups.set(group, members);
    }
    return members;
}

function onMessage(socket, bytes) {
    switch (String.fromCharCode(bytes[0])) {
        case 'J': {
            const members = membersOf(bytes.readUInt32LE(1));
            members.add(socket);
            socket.on('close', () => members.delete(socket));
            const welcome = Buffer.alloc(bytes.readUInt32LE(5));
            welcome[0] = 'W'.charCodeAt(0);
            socket.send(welcome);
            break;
        }
        case 'P': {
            const body = bytes.subarray(5);
            for (const member of membersOf(bytes.readUInt32LE(1))) {
                member.send(body);
            }
            break;
        }
        case 'A':
            socket.send(bytes.subarray(0, 9));
            break;
    }
}

const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
server.on('connection', (socket) => {
    socket.on('error', () => socket.terminate());
    socket.on('message', (bytes) => onMessage(socket, bytes));
});
http.listen({ port: Number(process.argv[2]), host: '127.0.0.1', backlog: 4096 });
