'use strict';
// Lab 5: the keyboard and the socket are two sources of events.

const { clientArguments, complain, connect, lines, run, say } = require('./common');
const { Frames, frame } = require('./frames');

run(async () => {
  const { host, port } = clientArguments();
  const socket = await connect(host, port);
  const frames = new Frames();
  let sent = 0;
  let received = 0;
  let over = false;
  let problem;

  socket.on('error', (trouble) => { problem = trouble.message; });
  socket.on('data', (piece) => {
    try {
      for (const payload of frames.take(piece)) {
        const text = payload.toString();
        say(`ack: ${text}`);
        if (text.startsWith('received: ') || text === 'bye') received += 1;
      }
    } catch (trouble) {
      problem = trouble.message;
      socket.destroy();
    }
  });
  socket.on('close', () => {
    if (received < sent) problem = `${sent - received} messages unacknowledged`;
    else if (!over) problem = problem || 'the server has closed the connection';
    if (problem) complain(problem);
    process.exit(problem ? 1 : 0);
  });
  socket.setNoDelay(true);

  for await (const line of lines()) {
    sent += 1;
    over = line.equals(Buffer.from('/bye'));
    socket.write(frame(line));
    if (over) return;
  }
  over = true;
  socket.end();
});
