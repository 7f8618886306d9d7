'use strict';
// Lab 6: frames as they come, and a server for many clients at a time.

const net = require('net');
const { complain, say, serverArguments, show } = require('./common');

const LARGEST = 1048576;

function frame(payload) {
  const bytes = Buffer.from(payload);
  const header = Buffer.alloc(4);
  header.writeUInt32BE(bytes.length);
  return Buffer.concat([header, bytes]);
}

// Calls `each` with every payload; `bad` once if what comes is no frame. Give it every chunk.
function unframer(each, bad) {
  let rest = [];
  let have = 0;
  let need = 4;
  const feed = (chunk) => {
    rest.push(chunk);
    have += chunk.length;
    while (have >= need) {
      const all = Buffer.concat(rest);
      const length = all.readUInt32BE();
      if (length > LARGEST) {
        bad(`frame of ${length} bytes is larger than ${LARGEST}`);
        return;
      }
      need = 4 + length;
      rest = [all];
      if (have < need) return;
      each(all.subarray(4, need));
      rest = [all.subarray(need)];
      have -= need;
      need = 4;
    }
  };
  feed.isInside = () => have > 0;
  return feed;
}

function listen(serve) {
  const server = net.createServer({ allowHalfOpen: true }, serve);
  let listening = false;
  server.on('error', (problem) => {
    complain(problem);
    if (!listening) process.exit(1);
  });
  const { port, host } = serverArguments();
  server.listen({ port, host, backlog: 511 }, () => {
    listening = true;
    const own = server.address();
    say(`listening on ${show(own.address, own.port)}`);
  });
}

module.exports = { LARGEST, frame, listen, unframer };
