'use strict';
const { clientArguments, complain, connect, lines, run, say } = require('./common');
const { frame, unframer } = require('./lab6-common');

let to = null;
let loggedIn = false;
let leaving = false;

function die(problem) {
  process.stderr.write(`error: ${problem}\n`, () => process.exit(1));
}

function show(payload) {
  const [, word, rest] = /^(\S+) ?([^]*)$/.exec(payload.toString());
  if (word === 'OK') {
    loggedIn = true;
    say(`logged in as ${rest}`);
  } else if (word === 'ERR') {
    if (!loggedIn) die(rest);
    else complain(rest);
  } else if (word === 'MSG') say(rest.replace(' ', ': '));
  else if (word === 'USERS') say(`users: ${rest}`);
  else if (word === 'JOINED' || word === 'LEFT') say(`* ${rest} ${word.toLowerCase()}`);
}

run(async () => {
  const { host, port, more: [name] } = clientArguments('NAME');
  const socket = await connect(host, port);
  socket.on('error', (problem) => die(problem.message));
  socket.on('data', unframer(show, die));
  socket.on('end', () => (leaving ? process.exit(0) : die('the server has gone')));
  socket.write(frame(`LOGIN ${name}`));
  for await (const line of lines()) {
    const text = line.toString();
    if (text === '/bye') break;
    if (text === '/users') socket.write(frame('USERS'));
    else if (text.startsWith('/chat ')) to = text.slice(6);
    else if (to === null) complain('choose somebody with /chat NAME');
    else socket.write(frame(`MSG ${to} ${text}`));
  }
  leaving = true;
  socket.end(frame('QUIT'));
});
