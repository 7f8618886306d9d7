'use strict';
// Lab 7: the loop is Node's own. What is left to do is to push back, and to send the silent away.

const net = require('net');
const path = require('path');
const { complain, say, show } = require('./common');
const { Frames, frame } = require('./frames');

let active = 0;

function readArguments() {
  const [port, host = '127.0.0.1', idle, ...more] = process.argv.slice(2);
  const isPort = /^[0-9]{1,5}$/.test(port || '') && Number(port) <= 65535;
  if (!isPort || host === '' || more.length > 0 || (idle !== undefined && !/^[0-9]{1,9}$/.test(idle))) {
    process.stderr.write(`usage: ${path.basename(process.argv[1])} PORT [HOST] [IDLE_MS]\n`);
    process.exit(2);
  }
  return { port: Number(port), host, idle: idle === undefined ? undefined : Number(idle) };
}

const { port, host, idle } = readArguments();

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
  let alarm;

  active += 1;
  say(`connected ${peer} (active ${active})`);
  socket.on('error', (problem) => complain(`${peer}: ${problem.message}`));
  socket.on('close', () => {
    clearTimeout(alarm);
    active -= 1;
    say(`disconnected ${peer} (active ${active})`);
  });

  // A byte has come, or it is listened to again.
  function heard() {
    clearTimeout(alarm);
    if (idle === undefined || over) return;
    alarm = setTimeout(() => {
      over = true;
      socket.end(frame('idle'));
    }, idle);
  }

  function answer(payload) {
    if (payload.equals(Buffer.from('/bye'))) {
      over = true;
      clearTimeout(alarm);
      socket.end(frame('bye'));
      return;
    }
    say(`${peer}: ${payload.toString()}`);
    socket.write(frame(Buffer.concat([Buffer.from('received: '), payload])));
  }

  socket.on('data', (piece) => {
    if (over) return;
    heard();
    try {
      for (const payload of frames.take(piece)) {
        if (over) return;
        answer(payload);
      }
    } catch (problem) {
      over = true;
      complain(`${peer}: ${problem.message}`);
      socket.destroy();
      return;
    }
    if (socket.writableNeedDrain) {
      clearTimeout(alarm);
      socket.pause();
      socket.once('drain', () => {
        heard();
        socket.resume();
      });
    }
  });
  socket.on('end', () => {
    clearTimeout(alarm);
    if (frames.isInside && !over) complain(`${peer}: connection closed mid-frame`);
    over = true;
    socket.end();
  });
  heard();
  socket.write(frame('Welcome, you are connected to the server'));
}

const server = net.createServer({ allowHalfOpen: true, noDelay: true, highWaterMark: 128 * 1024 }, serve);
let listening = false;
server.on('error', (problem) => {
  complain(problem);
  if (!listening) process.exitCode = 1;
});
server.listen({ port, host, backlog: 511 }, () => {
  listening = true;
  const own = server.address();
  say(`listening on ${show(own.address, own.port)}`);
});
