'use strict';
const { once } = require('events');
const { clientArguments, complain, connect, lines, run } = require('./common');

const LARGEST = 1048576;

function frame(payload) {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(payload.length);
  return Buffer.concat([header, payload]);
}

run(async () => {
  const { host, port } = clientArguments();
  const socket = await connect(host, port);
  socket.allowHalfOpen = true; // the server has nothing to say; it may close its sending side
  socket.on('error', (problem) => {
    complain(problem);
    process.exit(1);
  });

  try {
    for await (const line of lines()) {
      if (line.length > LARGEST) {
        throw new RangeError(`frame of ${line.length} bytes is larger than ${LARGEST}`);
      }
      if (!socket.write(frame(line))) await once(socket, 'drain');
    }
  } finally {
    // what is written still goes out; not to wait for the server to close as well
    socket.end(() => socket.destroy());
  }
});
