'use strict';
const { complain } = require('./common');
const { LARGEST, frame, listen, unframer } = require('./lab6-common');

const users = new Map();

class Client {
  constructor(socket) {
    this.socket = socket;
    this.waiting = [];
    this.writing = false;
    this.leaving = false;
    this.name = null;
  }

  post(line) {
    if (this.waiting.length >= 256) {
      this.socket.destroy();
      return;
    }
    this.waiting.push(frame(line));
    this.write();
  }

  write() {
    if (this.writing) return;
    const next = this.waiting.shift();
    if (next === undefined) {
      if (this.leaving) this.socket.end();
      return;
    }
    this.writing = true;
    this.socket.write(next, () => {
      this.writing = false;
      this.write();
    });
  }

  obey(payload) {
    const line = payload.toString();
    const whole = Buffer.from(line).equals(payload);
    const [, word, rest] = /^(\S*) ?([^]*)$/.exec(line) || [null, '', ''];
    if (!this.name) return word === 'LOGIN' ? this.logIn(rest) : this.post('ERR not-logged-in first LOGIN');
    if (word === 'LOGIN') return this.post('ERR already-logged-in');
    if (line === 'QUIT') return this.leave();
    if (line === 'USERS') {
      const names = [...users.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      return this.post(['USERS', ...names].join(' '));
    }
    const said = word === 'MSG' && whole ? /^(\S+) ([^]+)$/.exec(rest) : null;
    if (!said) return this.post('ERR bad-command what?');
    const message = `MSG ${this.name} ${said[2]}`;
    if (Buffer.byteLength(message) > LARGEST) return this.post('ERR bad-command too long');
    if (!users.has(said[1])) return this.post('ERR no-such-user who?');
    users.get(said[1]).post(message);
  }

  logIn(name) {
    if (!/^[a-zA-Z0-9_-]{1,16}$/.test(name)) this.post('ERR bad-name');
    else if (users.has(name)) this.post('ERR name-taken');
    else {
      this.name = name;
      this.post(`OK ${name}`);
      for (const other of users.values()) other.post(`JOINED ${name}`);
      users.set(name, this);
    }
  }

  // also called when there is nobody left to leave
  leave() {
    if (this.name && users.get(this.name) === this) {
      users.delete(this.name);
      for (const other of users.values()) other.post(`LEFT ${this.name}`);
    }
    this.leaving = true;
    this.write();
  }
}

listen((socket) => {
  const client = new Client(socket);
  let bad = false;
  const feed = unframer((payload) => client.leaving || client.obey(payload), (problem) => {
    bad = true;
    complain(problem);
    socket.destroy();
  });
  socket.on('data', (chunk) => bad || feed(chunk));
  socket.on('end', () => {
    if (!bad && !client.leaving && feed.isInside()) complain('connection closed mid-frame');
    client.leave();
  });
  socket.on('error', (problem) => complain(problem));
  socket.on('close', () => client.leave());
});
