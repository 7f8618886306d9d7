'use strict';
const readline = require('readline');
const { complain, say } = require('./common');
const { listen } = require('./lab6-common');

let current = null;
const waiting = [];

function next() {
  current = waiting.shift() || null;
  if (current) talk(current);
}

function talk(socket) {
  socket.on('error', (problem) => complain(problem));
  socket.on('close', () => {
    if (current === socket || current === null) next();
  });
  if (socket.destroyed) {
    next();
    return;
  }
  readline.createInterface({ input: socket, crlfDelay: Infinity, terminal: false })
    .on('line', (line) => say(line))
    .on('error', () => {}); // the socket's own handler has told it
  socket.on('end', () => socket.end());
}

listen((socket) => {
  waiting.push(socket);
  if (!current) next();
});

readline.createInterface({ input: process.stdin, terminal: false }).on('line', (line) => {
  if (!current) complain('nobody is connected');
  else if (line === 'EXIT') {
    current.end();
    current.destroySoon();
    current = null;
  } else current.write(line + '\n');
});
