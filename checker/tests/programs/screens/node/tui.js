// A full-screen client in Node: everything drawn anew each time, the list above the conversation, the list asked for every 200 ms, and whenever somebody speaks.
'use strict';
const net = require('net');

const [host, port, own, ...more] = process.argv.slice(2);
if (!own || more.length > 0 || !/^\d+$/.test(port) || Number(port) > 65535) {
  console.error('usage: tui.js HOST PORT NAME');
  process.exit(2);
}

let users = [];
let open = null;
let typed = '';
const unread = new Set();
const said = new Map();
let received = Buffer.alloc(0);
let isUp = false;

const socket = net.connect(Number(port), host, () => {
  send(`LOGIN ${own}`);
});
socket.on('error', (error) => leave(1, error.message));
socket.on('end', () => leave(1, 'the server has gone'));
socket.on('data', (piece) => {
  received = Buffer.concat([received, piece]);
  while (received.length >= 4 && received.length >= 4 + received.readUInt32BE(0)) {
    const length = received.readUInt32BE(0);
    told(received.subarray(4, 4 + length).toString());
    received = received.subarray(4 + length);
  }
});

function send(text) {
  const payload = Buffer.from(text);
  const header = Buffer.alloc(4);
  header.writeUInt32BE(payload.length);
  socket.write(header);
  socket.write(payload);
}

function told(event) {
  const [word, first, ...rest] = event.split(' ');
  if (word === 'OK') start();
  if (word === 'ERR' && !isUp) leave(1, event);
  if (word === 'USERS') users = event.split(' ').slice(1).filter((name) => name !== own);
  if (word === 'MSG') {
    keep(first, `${first}: ${rest.join(' ')}`);
    if (first !== open) unread.add(first);
    send('USERS');
  }
  draw();
}

function keep(name, line) {
  said.set(name, [...(said.get(name) || []), line]);
}

function start() {
  isUp = true;
  process.stdin.setRawMode(true);
  process.stdin.on('data', (bytes) => keys(bytes.toString()));
  process.stdout.on('resize', draw);
  process.stdout.write('\x1b[?1049h\x1b[?1002h\x1b[?1006h');
  send('USERS');
  setInterval(() => send('USERS'), 200);
}

function keys(text) {
  const token = /\x1b\[<(\d+);(\d+);(\d+)([Mm])|\x1b\[[0-9;]*[A-Za-z~]|[^]/gu;
  for (const match of text.matchAll(token)) {
    const [whole, button, , row, kind] = match;
    if (whole === '\x1b' || whole === '\x03') return leave(0);
    // The release opens it, as a button on a page does.
    if (kind === 'm' && button === '0' && users[row - 3]) {
      open = users[row - 3];
      unread.delete(open);
    } else if (whole === '\r') {
      if (open && typed) {
        send(`MSG ${open} ${typed}`);
        keep(open, `me: ${typed}`);
      }
      typed = '';
    } else if (whole === '\x7f') {
      typed = [...typed].slice(0, -1).join('');
    } else if (whole.length <= 2 && whole >= ' ') {
      typed += whole;
    }
  }
  draw();
}

function draw() {
  if (!isUp) return;
  const lines = [`\x1b[1m${own}\x1b[m, there are`, ' \x1b[7m Users \x1b[m'];
  for (const name of users) lines.push(`   ${unread.has(name) ? '*' : ' '} ${name}`);
  lines.push('', open ? `-- Chat with ${open} --` : '-- click on a name --');
  const room = process.stdout.rows - 1 - lines.length;
  const last = room > 0 ? (said.get(open) || []).slice(-room) : [];
  const shown = [...lines, ...last].slice(0, process.stdout.rows - 1);
  const text = shown.map((line) => `${line}\x1b[K`).join('\r\n');
  process.stdout.write(`\x1b[H${text}\x1b[J\x1b[${process.stdout.rows};1H> ${typed}`);
}

function leave(status, error) {
  if (isUp) {
    process.stdout.write('\x1b[?1002l\x1b[?1006l\x1b[?1049l');
    process.stdin.setRawMode(false);
  }
  if (error) process.stderr.write(`error: ${error}\n`);
  process.exit(status);
}
