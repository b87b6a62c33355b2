// How long a broker takes to give a message back to the page that published it.

/** The milliseconds of so many messages of 512 bytes, one after the other, in a room of the page's own. */
export const echoes = (page, address, count) =>
  page.evaluate(
    async ({ address, count }) => {
      const text = (words) => {
        const bytes = new TextEncoder().encode(words);
        return [bytes.length >> 8, bytes.length & 255, ...bytes];
      };
      const packet = (kind, body) => {
        const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7];
        return new Uint8Array([kind, ...length, ...body]);
      };
      const name = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
      const topic = `pn/v1/${name}/e/0000000000000000`;
      const socket = new WebSocket(address, 'mqtt');
      socket.binaryType = 'arraybuffer';
      let heard;
      socket.onmessage = ({ data }) => heard?.(new Uint8Array(data));
      const next = (kind) =>
        new Promise((done) => {
          heard = (bytes) => bytes[0] >> 4 === kind && done();
        });
      await new Promise((done) => (socket.onopen = done));
      const connack = next(2);
      socket.send(packet(0x10, [...text('MQTT'), 5, 0x82, 0, 60, 0, ...text('echo'), ...text(name)]));
      await connack;
      const suback = next(9);
      socket.send(packet(0x82, [0, 1, 0, ...text(topic), 0]));
      await suback;
      const times = [];
      for (let one = 0; one < count; one += 1) {
        const back = next(3);
        const begun = performance.now();
        socket.send(packet(0x30, [...text(topic), 0, ...new Uint8Array(512)]));
        await back;
        times.push(performance.now() - begun);
      }
      socket.close();
      return times;
    },
    { address, count },
  );
