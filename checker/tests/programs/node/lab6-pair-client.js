'use strict';
const readline = require('readline');
const { clientArguments, connect, lines, run, say } = require('./common');

run(async () => {
  const { host, port } = clientArguments();
  const socket = await connect(host, port);
  socket.on('error', (problem) => {
    process.stderr.write(`error: ${problem.message}\n`, () => process.exit(1));
  });
  readline.createInterface({ input: socket, terminal: false }).on('line', (line) => say(line)).on('error', () => {});
  socket.on('end', () => setImmediate(() => process.stdout.write('', () => process.exit(0))));
  for await (const line of lines()) {
    if (line.toString() === 'EXIT') break;
    socket.write(Buffer.concat([line, Buffer.from('\n')]));
  }
  socket.end(() => process.exit(0));
});
