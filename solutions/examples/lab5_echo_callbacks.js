// An echo for many clients: an event loop that calls a function for each event.
'use strict';

const net = require('net');

const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  // ANCHOR: talk
  socket.on('data', (piece) => {
    const isRoom = socket.write(piece);
    if (!isRoom) {
      socket.pause(); // too much is pending
      socket.once('drain', () => socket.resume());
    }
  });
  socket.on('end', () => socket.end());
  // ANCHOR_END: talk
  socket.on('error', (problem) => console.error(`error: ${problem.message}`));
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => {
  const { address, port } = server.address();
  console.log(`listening on ${address}:${port}`);
});
