'use strict';
const dgram = require('dgram');
const net = require('net');
const { complain, lookup, run, say, serverArguments, show, upperCase } = require('./common');

run(async () => {
  const { port, host } = serverArguments();
  const [{ address, family }] = net.isIP(host)
    ? [{ address: host, family: net.isIP(host) }]
    : await lookup(host);
  const socket = dgram.createSocket(family === 6 ? 'udp6' : 'udp4');

  let listening = false;
  socket.on('error', (problem) => {
    complain(problem);
    if (!listening) {
      process.exitCode = 1;
      socket.close();
    }
  });
  socket.on('listening', () => {
    listening = true;
    const own = socket.address();
    say(`listening on ${show(own.address, own.port)}`);
  });
  socket.on('message', (message, sender) => {
    socket.send(upperCase(message), sender.port, sender.address, (problem) => {
      if (problem) complain(problem);
    });
  });
  socket.bind({ port, address, exclusive: true });
});
