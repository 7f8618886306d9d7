'use strict';
// Lab 8: segments.

const DATA = 1;
const ACK = 2;

function checksum(bytes) {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    sum += (bytes[at] << 8) + (at + 1 < bytes.length ? bytes[at + 1] : 0);
  }
  while (sum > 0xffff) sum = (sum % 0x10000) + Math.floor(sum / 0x10000);
  return 0xffff - sum;
}

function pack(kind, number, payload = Buffer.alloc(0)) {
  const header = Buffer.from([kind, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(number, 4);
  const bytes = Buffer.concat([header, payload]);
  bytes.writeUInt16BE(checksum(bytes), 2);
  return bytes;
}

// undefined for what never came
function unpack(message) {
  if (message.length < 8) return undefined;
  const claimed = message.readUInt16BE(2);
  const bytes = Buffer.from(message);
  bytes.writeUInt16BE(0, 2);
  if (checksum(bytes) !== claimed || ![DATA, ACK].includes(bytes[0])) return undefined;
  return { kind: bytes[0], number: bytes.readUInt32BE(4), payload: bytes.subarray(8) };
}

module.exports = { ACK, DATA, pack, unpack };
