'use strict';
const { clientArguments, connect, exchange, run, say } = require('./common');

run(async () => {
  const { host, port, more: [message] } = clientArguments('MESSAGE');
  const socket = await connect(host, port);
  const reply = await exchange(socket, Buffer.from(message));
  say(`received: ${reply.toString()}`);
});
