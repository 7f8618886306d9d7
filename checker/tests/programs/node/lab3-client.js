'use strict';
const EventEmitter = require('events');
const { setTimeout: sleep } = require('timers/promises');
const { clientArguments, complain, connect, run, say } = require('./common');
const { Splitter, isClose } = require('./splitter');

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 1000;
const CLOSE = Buffer.from('close');
const NEWLINE = Buffer.from('\n');

// The lines of stdin. What is typed comes by itself, so it waits here for its turn;
// 'line' is emitted when there is something to be sent.
class Keyboard extends EventEmitter {
  constructor(stdin) {
    super();
    this.lines = [];
    this.splitter = new Splitter();
    stdin.on('data', (chunk) => this.add([...this.splitter.feed(chunk)]));
    stdin.on('end', () => this.finish());
    stdin.on('error', (problem) => {
      complain(problem);
      this.finish();
    });
  }

  add(lines) {
    for (const line of lines) this.lines.push(isClose(line) ? CLOSE : line);
    if (this.lines.length > 0) this.emit('line');
  }

  finish() {
    this.add(this.splitter.unfinished ? [this.splitter.take(), CLOSE] : [CLOSE]);
  }
}

// Resolves when the server has answered `closed`, rejects when it is lost. The first line of
// the keyboard stays there until it has its answer: the next connection starts with it again.
async function talk(socket, keyboard) {
  const answers = new Splitter();
  let inFlight = null;
  let launch;

  const conversation = new Promise((resolve, reject) => {
    launch = () => {
      if (inFlight !== null || keyboard.lines.length === 0) return;
      [inFlight] = keyboard.lines;
      socket.write(Buffer.concat([inFlight, NEWLINE]));
    };

    socket.on('error', reject);
    socket.on('end', () => reject(new Error('the server has closed the connection')));
    socket.on('data', (chunk) => {
      for (const answer of answers.feed(chunk)) {
        const expected = inFlight === CLOSE ? 'closed' : 'accepted';
        if (inFlight === null || answer.toString() !== expected) {
          reject(new Error(`unexpected answer: ${JSON.stringify(answer.toString())}`));
          return;
        }
        if (inFlight === CLOSE) {
          resolve();
          return;
        }
        keyboard.lines.shift();
        inFlight = null;
        launch();
      }
    });
  });

  keyboard.on('line', launch);
  launch();
  try {
    await conversation;
  } finally {
    keyboard.removeListener('line', launch);
    socket.destroy();
  }
}

run(async () => {
  const { host, port } = clientArguments();
  const keyboard = new Keyboard(process.stdin);
  let pause = FIRST_PAUSE;
  say('state: disconnected');
  for (;;) {
    say('state: connecting');
    try {
      const socket = await connect(host, port);
      say('state: connected');
      pause = FIRST_PAUSE;
      await talk(socket, keyboard);
      say('state: closed');
      process.exit(0); // stdin may still be open
    } catch (problem) {
      complain(problem);
    }
    say('state: disconnected');
    await sleep(pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }
});
