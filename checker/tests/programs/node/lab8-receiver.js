'use strict';
// Keeps what comes too early, and writes the file when it is whole.
const dgram = require('dgram');
const fs = require('fs');
const net = require('net');
const { complain, lookup, run, say, show } = require('./common');
const { ACK, DATA, pack, unpack } = require('./segments');

run(async () => {
  const [number, file, host = '127.0.0.1', ...more] = process.argv.slice(2);
  if (!/^[0-9]{1,5}$/.test(number || '') || Number(number) > 65535 || !file || more.length > 0) {
    process.stderr.write('usage: lab8-receiver PORT FILE [HOST]\n');
    process.exit(2);
  }
  fs.writeFileSync(file, '');
  const [{ address, family }] = net.isIP(host) ? [{ address: host, family: net.isIP(host) }] : await lookup(host);
  const socket = dgram.createSocket(family === 6 ? 'udp6' : 'udp4');
  const pieces = new Map();
  let sender;
  let next = 0;
  let leave;

  socket.on('error', (problem) => {
    complain(problem);
    process.exit(1);
  });
  socket.on('listening', () => {
    const own = socket.address();
    say(`listening on ${show(own.address, own.port)}`);
  });
  socket.on('message', (message, from) => {
    const segment = unpack(message);
    if (!segment || segment.kind !== DATA) return;
    const name = show(from.address, from.port);
    if (sender === undefined && segment.number === 0) sender = name;
    if (sender !== name) return;
    if (segment.number >= next && !leave) pieces.set(segment.number, segment.payload);
    while (!leave && pieces.has(next)) {
      next += 1;
      if (pieces.get(next - 1).length === 0) leave = setTimeout(finish, 1000);
    }
    if (leave) leave.refresh();
    socket.send(pack(ACK, next), from.port, from.address);
  });

  function finish() {
    const whole = Buffer.concat(Array.from({ length: next }, (_, at) => pieces.get(at)));
    try {
      fs.writeFileSync(file, whole);
    } catch (problem) {
      complain(problem);
      process.exit(1);
    }
    say(`received ${whole.length} bytes`);
    socket.close();
  }

  socket.bind({ port: Number(number), address, exclusive: true });
});
