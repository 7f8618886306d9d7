'use strict';
// What the programs of labs 1 and 2 share.

const dns = require('dns');
const net = require('net');
const path = require('path');

function say(line) {
  process.stdout.write(line + '\n');
}

function complain(problem) {
  process.stderr.write(`error: ${problem instanceof Error ? problem.message : problem}\n`);
}

function usage(rest) {
  process.stderr.write(`usage: ${path.basename(process.argv[1])} ${rest}\n`);
  process.exit(2);
}

// NaN for everything that is not a port
function port(text) {
  const number = /^[0-9]{1,5}$/.test(text || '') ? Number(text) : NaN;
  return number <= 65535 ? number : NaN;
}

function serverArguments() {
  const [number, host = '127.0.0.1', ...more] = process.argv.slice(2);
  if (Number.isNaN(port(number)) || host === '' || more.length > 0) usage('PORT [HOST]');
  return { port: port(number), host };
}

function clientArguments(...names) {
  const [host, number, ...more] = process.argv.slice(2);
  if (!host || Number.isNaN(port(number)) || more.length !== names.length) {
    usage(['HOST PORT', ...names].join(' '));
  }
  return { host, port: port(number), more };
}

function show(address, number) {
  return net.isIPv6(address) ? `[${address}]:${number}` : `${address}:${number}`;
}

async function lookup(host) {
  return dns.promises.lookup(host, { all: true, verbatim: true });
}

// A TCP server whose clients wait in a queue: every one of them is accepted by node at once,
// but it is not read from before its turn. `serve` gets the socket and its name; the next
// client's turn comes when the socket is closed. `ready` is called once clients can come.
function serveOneAtATime(serve, ready = () => {}) {
  const waiting = [];
  let busy = false;

  function next() {
    const client = waiting.shift();
    busy = client !== undefined;
    if (!busy) return;
    client.socket.once('close', next);
    if (client.socket.destroyed) {
      next(); // 'close' is over
      return;
    }
    serve(client.socket, client.peer);
    client.socket.resume();
  }

  const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
    const { remoteAddress, remotePort } = socket;
    if (remoteAddress === undefined) {
      complain('a client was gone before it could be served');
      socket.on('error', () => {});
      socket.destroy();
      return;
    }
    const peer = show(remoteAddress, remotePort);
    socket.on('error', (problem) => complain(`${peer}: ${problem.message}`));
    waiting.push({ socket, peer });
    if (!busy) next();
  });

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
    ready();
  });
}

// Passes on what arrives, changed by `change`, and waits when the client reads slowly.
function answer(socket, change) {
  socket.on('data', (chunk) => {
    if (!socket.write(change(chunk))) {
      socket.pause();
      socket.once('drain', () => socket.resume());
    }
  });
  socket.on('end', () => socket.end());
}

function connectTo(port, address) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: address, autoSelectFamily: false });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.removeListener('error', reject);
      resolve(socket);
    });
  });
}

async function connect(host, port) {
  let trouble;
  for (const { address } of await lookup(host)) {
    try {
      return await connectTo(port, address);
    } catch (problem) {
      trouble = problem;
    }
  }
  throw trouble;
}

// Sends the message, closes the sending side, collects everything until the server closes.
function exchange(socket, message) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    socket.on('error', reject);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks)));
    socket.end(message);
  });
}

// The lines of stdin as buffers, without their newlines.
async function* lines() {
  let pieces = [];
  for await (const chunk of process.stdin) {
    let start = 0;
    let end;
    while ((end = chunk.indexOf(10, start)) >= 0) {
      pieces.push(chunk.subarray(start, end));
      yield Buffer.concat(pieces);
      pieces = [];
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
  if (pieces.length > 0) yield Buffer.concat(pieces);
}

function upperCase(bytes) {
  return bytes.map((byte) => (byte >= 97 && byte <= 122 ? byte - 32 : byte));
}

function run(main) {
  main().catch((problem) => {
    complain(problem);
    process.exitCode = 1;
  });
}

module.exports = {
  answer, clientArguments, complain, connect, exchange, lines, lookup, run, say,
  serveOneAtATime, serverArguments, show, upperCase,
};
