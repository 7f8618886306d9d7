'use strict';
// Takes frames out of a stream, in whatever pieces it comes.

const LARGEST = 1048576;

class Frames {
  constructor() {
    this.bytes = Buffer.alloc(0);
  }

  // The payloads that a piece completes.
  take(piece) {
    this.bytes = Buffer.concat([this.bytes, piece]);
    const payloads = [];
    while (this.bytes.length >= 4) {
      const length = this.bytes.readUInt32BE(0);
      if (length > LARGEST) throw new Error(`frame of ${length} bytes is larger than ${LARGEST}`);
      if (this.bytes.length < 4 + length) break;
      payloads.push(this.bytes.subarray(4, 4 + length));
      this.bytes = this.bytes.subarray(4 + length);
    }
    return payloads;
  }

  get isInside() {
    return this.bytes.length > 0;
  }
}

function frame(payload) {
  const bytes = Buffer.from(payload);
  const header = Buffer.alloc(4);
  header.writeUInt32BE(bytes.length);
  return Buffer.concat([header, bytes]);
}

module.exports = { Frames, frame };
