'use strict';
const { complain, say, serveOneAtATime } = require('./common');
const { Splitter, isClose } = require('./splitter');

function serve(socket, peer) {
  const splitter = new Splitter();
  let closing = false;
  say('state: connected');
  // before the listener that calls the next client
  socket.prependListener('close', () => say('state: listening'));

  socket.on('data', (chunk) => {
    if (closing) return;
    for (const line of splitter.feed(chunk)) {
      if (isClose(line)) {
        closing = true;
        // 'finish' comes when everything is with the system; end() alone would be half a close
        socket.end('closed\n', () => socket.destroy());
        return;
      }
      say(`received: ${line}`);
      if (!socket.write('accepted\n')) {
        socket.pause();
        socket.once('drain', () => socket.resume());
      }
    }
  });

  socket.on('end', () => {
    if (closing) return;
    if (splitter.unfinished) complain(`${peer}: left in the middle of a line`);
    socket.end(() => socket.destroy());
  });
}

serveOneAtATime(serve, () => say('state: listening'));
