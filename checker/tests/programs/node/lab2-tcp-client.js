'use strict';
const { clientArguments, connect, exchange, lines, run, say } = require('./common');

async function firstLine() {
  for await (const line of lines()) return line;
  return Buffer.alloc(0);
}

run(async () => {
  const { host, port } = clientArguments();
  const line = await firstLine();
  const reply = await exchange(await connect(host, port), line);
  say(`From Server: ${reply.toString()}`);
});
