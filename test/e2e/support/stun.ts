/** A server that tells everybody their address (STUN, RFC 8489) and takes nobody's credentials (TURN, RFC 8656). */
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';

const COOKIE = 0x2112_a442;
const [BINDING, ALLOCATE] = [0x0001, 0x0003];

/** Type, length, value, and zeros up to the next four bytes (RFC 8489 section 14). */
function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)]);
}

/** XOR-MAPPED-ADDRESS of IPv4. */
function address({ address: host, port }: RemoteInfo): Buffer {
  const value = Buffer.alloc(8);
  value.writeUInt8(1, 1);
  value.writeUInt16BE(port ^ (COOKIE >>> 16), 2);
  for (const [index, part] of host.split('.').entries()) {
    value.writeUInt8(Number(part) ^ ((COOKIE >>> (24 - 8 * index)) & 0xff), 4 + index);
  }
  return attribute(0x0020, value);
}

function answer(request: Buffer, from: RemoteInfo): Buffer | null {
  if (request.length < 20 || request.readUInt32BE(4) !== COOKIE) return null;
  const type = request.readUInt16BE(0);
  if (type !== BINDING && type !== ALLOCATE) return null;
  const body =
    type === BINDING
      ? address(from)
      : Buffer.concat([
          attribute(0x0009, Buffer.from('\0\0\x04\x01Unauthorized')),
          attribute(0x0014, Buffer.from('fireside.test')),
          attribute(0x0015, Buffer.from('nonce')),
        ]);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type === BINDING ? 0x0101 : 0x0113, 0);
  head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, request.subarray(4, 20), body]);
}

export interface Stun {
  /** Name and port, for a URL. */
  readonly place: string;
  close(): Promise<void>;
}

export async function startStun(): Promise<Stun> {
  const socket = createSocket('udp4');
  socket.on('message', (request, from) => {
    const reply = answer(request, from);
    if (reply) socket.send(reply, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    place: `127.0.0.1:${socket.address().port}`,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
