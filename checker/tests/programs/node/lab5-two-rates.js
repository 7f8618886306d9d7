'use strict';
// Lab 5: two rates, as two chains of timers in one thread.

const { say } = require('./common');

const times = process.argv.slice(2).map(Number);
if (times.length !== 3 || !times.every((time) => time > 0)) {
  process.stderr.write('usage: lab5-two-rates.js SLOW_MS FAST_MS TOTAL_MS\n');
  process.exit(2);
}
const [slow, fast, total] = times;
const start = performance.now();

function lines(name, period, line = 0) {
  if (line * period >= total) return;
  setTimeout(() => {
    say(`${name} thread ${line}`);
    lines(name, period, line + 1);
  }, Math.max(0, start + line * period - performance.now()));
}

lines('main', slow);
lines('other', fast);
