// SPDX-License-Identifier: EUPL-1.2
//
// npm `socket.io`, used as its manual says: node socketio.mjs PORT
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const server = new Server(http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    serveClient: false,
});
server.on('connection', (socket) => {
    socket.on('join', async (group, size) => {
        await socket.join(`g${group}`);
        socket.emit('welcome', 'W'.repeat(size));
    });
    socket.on('push', (group, body) => {
        server.to(`g${group}`).emit('pane', body);
    });
});
http.listen({ port: Number(process.argv[2]), host: '127.0.0.1', backlog: 4096 });
