// A counting TCP proxy: what passes between two sockets, headers and all.
import net from 'node:net';

/** Listens on loopback before `target`; `counted` holds the bytes that passed since it was last set to zero. */
export async function countingProxy(target) {
  const counted = { up: 0, down: 0 };
  const proxy = net.createServer((client) => {
    const upstream = net.connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      socket.on('error', () => { client.destroy(); upstream.destroy(); });
    }
    client.on('data', (bytes) => { counted.up += bytes.length; });
    upstream.on('data', (bytes) => { counted.down += bytes.length; });
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await new Promise((done) => proxy.listen(0, '127.0.0.1', done));
  return { port: proxy.address().port, counted, close: () => proxy.close() };
}
