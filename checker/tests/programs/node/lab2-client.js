'use strict';
const dgram = require('dgram');
const { clientArguments, lines, lookup, run, say, show } = require('./common');

const TRIES = 3;
const PATIENCE = 300;

// Asks one address, by a connected socket: the system keeps out what comes from elsewhere.
class Asker {
  static open(address, family, port) {
    return new Promise((resolve, reject) => {
      const socket = dgram.createSocket(family === 6 ? 'udp6' : 'udp4');
      const failed = (problem) => {
        socket.close();
        reject(problem);
      };
      socket.once('error', failed);
      socket.connect(port, address, () => {
        socket.removeListener('error', failed);
        resolve(new Asker(socket));
      });
    });
  }

  constructor(socket) {
    this.socket = socket;
    this.arrived = () => {};
    this.socket.on('message', (message) => this.arrived(message));
    // "connection refused" for an earlier datagram: as good as no answer
    this.socket.on('error', () => {});
  }

  close() {
    this.socket.close();
  }

  get name() {
    const { address, port } = this.socket.remoteAddress();
    return show(address, port);
  }

  send(data) {
    return new Promise((resolve, reject) => {
      this.socket.send(data, (problem) => (problem ? reject(problem) : resolve()));
    });
  }

  async sendInSpiteOfRefusals(data) {
    for (let i = 0; i < 5; i++) {
      try {
        await this.send(data);
        return;
      } catch (problem) {
        // tells of the datagram before; this one has not been sent
        if (problem.code !== 'ECONNREFUSED') throw problem;
      }
    }
  }

  // the reply, or null
  async ask(data) {
    let timer;
    let expire;
    const reply = new Promise((resolve) => { this.arrived = resolve; });
    try {
      for (let i = 0; i < TRIES; i++) {
        const silence = new Promise((resolve) => { expire = resolve; });
        await this.sendInSpiteOfRefusals(data);
        timer = setTimeout(() => expire(null), PATIENCE);
        const result = await Promise.race([reply, silence]);
        clearTimeout(timer);
        if (result !== null) return result;
      }
      return null;
    } finally {
      clearTimeout(timer);
      this.arrived = () => {};
    }
  }
}

run(async () => {
  const { host, port } = clientArguments();
  const candidates = await lookup(host);
  let asker = null;
  let trouble = null;

  async function firstAnswer(data) {
    for (const { address, family } of candidates) {
      try {
        asker = await Asker.open(address, family, port);
        const reply = await asker.ask(data);
        if (reply !== null) return reply;
        trouble = new Error(`no reply from ${asker.name}`);
      } catch (problem) {
        trouble = problem;
      }
      if (asker) asker.close();
      asker = null;
    }
    throw trouble;
  }

  try {
    for await (const line of lines()) {
      const reply = asker ? await asker.ask(line) : await firstAnswer(line);
      if (reply === null) throw new Error(`no reply from ${asker.name}`);
      say(reply.toString());
    }
  } finally {
    if (asker) asker.close();
  }
});
