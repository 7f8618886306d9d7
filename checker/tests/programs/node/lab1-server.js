'use strict';
const { answer, say, serveOneAtATime } = require('./common');

serveOneAtATime((socket, peer) => {
  say(`connected ${peer}`);
  // before the listener that calls the next client
  socket.prependListener('close', () => say(`disconnected ${peer}`));
  answer(socket, (chunk) => chunk);
});
