// What one open session costs a broker: memory, and the processor's time for a message. Read from /proc, so on Linux alone.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

/** So many come at once. */
const AT_ONCE = 50;

const text = (words) => {
  const bytes = Buffer.from(words);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
};

const packet = (kind, ...parts) => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7];
  return Buffer.concat([Buffer.from([kind, ...length]), body]);
};

/** One binary frame of a client; the mask is there, and changes nothing. */
const frame = (bytes) => {
  const length = bytes.length < 126 ? [0x80 | bytes.length] : [0x80 | 126, bytes.length >> 8, bytes.length & 255];
  return Buffer.concat([Buffer.from([0x82, ...length, 0, 0, 0, 0]), bytes]);
};

/** One machine in a room of its own. Its answers are so short that each comes in one piece. */
async function machine(port, number) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.setNoDelay(true);
  const answer = () => once(socket, 'data');
  socket.write(
    `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n`,
  );
  await answer();
  const name = randomBytes(16).toString('hex');
  const topic = text(`pn/v1/${name}/e/0000000000000000`);
  // A session that is kept for a day, as the app asks for.
  const props = [5, 17, 0, 1, 81, 128];
  socket.write(frame(packet(0x10, text('MQTT'), [5, 0x80, 0, 60], props, text(`load-${number}`), text(name))));
  await answer();
  for (const filter of ['e', 's']) {
    socket.write(frame(packet(0x82, [0, 1, 0], text(`pn/v1/${name}/${filter}/+`), [1])));
    await answer();
  }
  return { socket, publish: frame(packet(0x30, topic, [0], Buffer.alloc(512))) };
}

/** Kilobytes of memory, and milliseconds of the processor's time so far. */
function used(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const ticks = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return { kb: Number(/VmRSS:\s+(\d+)/.exec(status)[1]), ms: (Number(ticks[11]) + Number(ticks[12])) * 10 };
}

/** Opens so many sessions; each then says something and hears it, over and over. */
export async function loaded(broker, sessions, rounds) {
  const port = Number(new URL(broker.address).port);
  const before = used(broker.pid);
  const machines = [];
  for (let number = 0; number < sessions; number += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, sessions - number) }, (_, one) => machine(port, number + one));
    machines.push(...(await Promise.all(some)));
  }
  const open = used(broker.pid);
  for (let round = 0; round < rounds; round += 1) {
    const heard = machines.map(({ socket }) => once(socket, 'data'));
    for (const { socket, publish } of machines) socket.write(publish);
    await Promise.all(heard);
  }
  const after = used(broker.pid);
  machines.forEach(({ socket }) => socket.destroy());
  return { kb: (open.kb - before.kb) / sessions, ms: (after.ms - open.ms) / (sessions * rounds) };
}
