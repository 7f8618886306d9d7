'use strict';
// Lab 5: many clients, one event loop.

const net = require('net');
const { complain, say, serverArguments, show } = require('./common');
const { Frames, frame } = require('./frames');

let active = 0;

function serve(socket) {
  const { remoteAddress, remotePort } = socket;
  if (remoteAddress === undefined) {
    socket.on('error', () => {});
    socket.destroy();
    return;
  }
  const peer = show(remoteAddress, remotePort);
  const frames = new Frames();
  let over = false;

  active += 1;
  say(`connected ${peer} (active ${active})`);
  socket.on('error', (problem) => complain(`${peer}: ${problem.message}`));
  socket.on('close', () => {
    active -= 1;
    say(`disconnected ${peer} (active ${active})`);
  });
  // ANCHOR: data
  socket.on('data', (piece) => {
    if (over) return;
    try {
      for (const payload of frames.take(piece)) {
        if (payload.equals(Buffer.from('/bye'))) {
          over = true;
          socket.end(frame('bye'));
          return;
        }
        say(`${peer}: ${payload.toString()}`);
        socket.write(frame(Buffer.concat([Buffer.from('received: '), payload])));
      }
    } catch (problem) {
      over = true;
      complain(`${peer}: ${problem.message}`);
      socket.destroy();
    }
    if (socket.writableNeedDrain) {
      socket.pause();
      socket.once('drain', () => socket.resume());
    }
  });
  // ANCHOR_END: data
  socket.on('end', () => {
    if (frames.isInside && !over) complain(`${peer}: connection closed mid-frame`);
    socket.end();
  });
  socket.write(frame('Welcome, you are connected to the server'));
}

const server = net.createServer({ allowHalfOpen: true, noDelay: true }, serve);
let listening = false;
server.on('error', (problem) => {
  complain(problem);
  if (!listening) process.exitCode = 1;
});
const { port, host } = serverArguments();
server.listen({ port, host }, () => {
  listening = true;
  const own = server.address();
  say(`listening on ${show(own.address, own.port)}`);
});
