'use strict';
const { complain, say, serveOneAtATime } = require('./common');

const HEADER = 4;
const LARGEST = 1048576;

// Collects chunks until there are as many bytes as wanted; only then they are put together.
class Frames {
  constructor() {
    this.chunks = [];
    this.available = 0;
    this.length = null; // of the payload, once the header is there
  }

  add(chunk) {
    this.chunks.push(chunk);
    this.available += chunk.length;
  }

  get insideFrame() {
    return this.length !== null || this.available > 0;
  }

  take(count) {
    const all = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks);
    this.chunks = [all.subarray(count)];
    this.available -= count;
    return all.subarray(0, count);
  }

  // the next payload, or null if more bytes are needed; throws when a frame is too large
  next() {
    if (this.length === null) {
      if (this.available < HEADER) return null;
      const length = this.take(HEADER).readUInt32BE();
      if (length > LARGEST) {
        throw new RangeError(`frame of ${length} bytes is larger than ${LARGEST}`);
      }
      this.length = length;
    }
    if (this.available < this.length) return null;
    const payload = this.take(this.length);
    this.length = null;
    return payload;
  }
}

serveOneAtATime((socket) => {
  const frames = new Frames();
  socket.on('data', (chunk) => {
    frames.add(chunk);
    try {
      let payload;
      while ((payload = frames.next()) !== null) {
        say(`message ${payload.length} bytes: ${payload}`);
      }
    } catch (problem) {
      complain(problem);
      socket.destroy();
    }
  });
  socket.on('end', () => {
    if (frames.insideFrame) complain('connection closed mid-frame');
    socket.end();
  });
});
