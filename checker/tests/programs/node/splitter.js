'use strict';

// Makes lines (as buffers, without their newlines) of chunks.
class Splitter {
  constructor() {
    this.pieces = []; // of the line that has no newline as yet
  }

  * feed(chunk) {
    let start = 0;
    let end;
    while ((end = chunk.indexOf(10, start)) >= 0) {
      this.pieces.push(chunk.subarray(start, end));
      start = end + 1;
      yield this.take();
    }
    if (start < chunk.length) this.pieces.push(chunk.subarray(start));
  }

  get unfinished() {
    return this.pieces.length > 0;
  }

  take() {
    const line = Buffer.concat(this.pieces);
    this.pieces = [];
    return line;
  }
}

function isClose(line) {
  return line.toString('latin1').toLowerCase() === 'close';
}

module.exports = { Splitter, isClose };
