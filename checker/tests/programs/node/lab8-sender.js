'use strict';
// A timer for all that is under way, and what is lost goes again alone: the oldest first.
const dgram = require('dgram');
const fs = require('fs');
const { complain, lookup, run, say, show } = require('./common');
const { ACK, DATA, pack, unpack } = require('./segments');

function transfer(receiver, port, file, window) {
  return new Promise((resolve, reject) => {
    const segments = [];
    for (let at = 0; at < file.length; at += 1000) {
      segments.push(pack(DATA, segments.length, file.subarray(at, at + 1000)));
    }
    segments.push(pack(DATA, segments.length));
    const socket = dgram.createSocket(receiver.family === 6 ? 'udp6' : 'udp4');
    const sentAt = [];
    const times = [];
    let first = 0;
    let next = 0;
    let repeats = 0;
    let silent = 0;
    let mean;
    let spread;
    let wait = 100;
    let timer;

    function end(settle, value) {
      clearTimeout(timer);
      socket.close();
      settle(value);
    }

    function send(number) {
      sentAt[number] = performance.now();
      times[number] = (times[number] || 0) + 1;
      socket.send(segments[number], port, receiver.address);
    }

    function restart() {
      clearTimeout(timer);
      timer = setTimeout(late, wait);
    }

    function late() {
      silent += 1;
      if (silent === 8) {
        end(reject, new Error(`no answer from ${show(receiver.address, port)}`));
        return;
      }
      wait = Math.min(500, wait * 2);
      send(first);
      restart();
    }

    function learn(sample) {
      if (mean === undefined) {
        [mean, spread] = [sample, sample / 2];
      } else {
        spread = 0.75 * spread + 0.25 * Math.abs(mean - sample);
        mean = 0.875 * mean + 0.125 * sample;
      }
      wait = Math.min(500, Math.max(20, mean + 4 * spread));
    }

    function fill() {
      while (next < segments.length && next < first + window) {
        send(next);
        next += 1;
      }
    }

    socket.on('error', (problem) => end(reject, problem));
    socket.on('message', (message, from) => {
      const segment = unpack(message);
      if (!segment || segment.kind !== ACK || from.address !== receiver.address || from.port !== port) return;
      if (segment.number === first) {
        repeats += 1;
        if (repeats === 3) {
          send(first);
          restart();
        }
      } else if (segment.number > first && segment.number <= segments.length) {
        const fresh = times.slice(first, segment.number).every((count) => count === 1);
        if (fresh) learn(performance.now() - sentAt[segment.number - 1]);
        first = segment.number;
        next = Math.max(next, first);
        repeats = 0;
        silent = 0;
        if (first === segments.length) {
          end(resolve);
          return;
        }
        fill();
        restart();
      }
    });
    fill();
    restart();
  });
}

run(async () => {
  const [host, number, path, size = '1', ...more] = process.argv.slice(2);
  const port = /^[0-9]{1,5}$/.test(number || '') ? Number(number) : NaN;
  const window = /^[0-9]{1,4}$/.test(size) ? Number(size) : 0;
  if (!host || !(port <= 65535) || !path || window < 1 || window > 1024 || more.length > 0) {
    process.stderr.write('usage: lab8-sender HOST PORT FILE [WINDOW]\n');
    process.exit(2);
  }
  const file = fs.readFileSync(path);
  let trouble;
  for (const receiver of await lookup(host)) {
    try {
      await transfer(receiver, port, file, window);
      say(`sent ${file.length} bytes`);
      return;
    } catch (problem) {
      trouble = problem;
    }
  }
  complain(trouble);
  process.exitCode = 1;
});
