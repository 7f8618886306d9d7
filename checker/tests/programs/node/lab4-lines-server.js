'use strict';
const { complain, say, serveOneAtATime } = require('./common');
const { Splitter } = require('./splitter');

serveOneAtATime((socket) => {
  const splitter = new Splitter();
  socket.on('data', (chunk) => {
    for (const line of splitter.feed(chunk)) say(`line: ${line}`);
  });
  socket.on('end', () => {
    if (splitter.unfinished) complain('connection closed mid-line');
    socket.end();
  });
});
