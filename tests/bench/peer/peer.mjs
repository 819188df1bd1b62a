// The same work as ours, done by PouchDB with its server: fetch a whole club onto an empty device, and push visits.
//
//   node peer.mjs --documents CLUB.json --visits VISITS.json --runs N --folder FOLDER
//
// Prints one JSON object: for each kind of work its runs, each {ms, bytes_up, bytes_down, requests}. The device's database
// is PouchDB over LevelDB, too; the bytes are counted between two sockets. Live changes, retries and checkpoints are as
// PouchDB has them; batches are of 1,000 documents, which is faster than the 100 that it takes when not told.
import { fork } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import PouchDB from 'pouchdb';
import { countingProxy } from './wire.mjs';

const { values: options } = parseArgs({
  options: {
    documents: { type: 'string' },
    visits: { type: 'string' },
    runs: { type: 'string', default: '3' },
    folder: { type: 'string' },
    batch: { type: 'string', default: '1000' },
  },
});
const runs = Number(options.runs);
const replication = { batch_size: Number(options.batch), batches_limit: 10 };

async function startServer(folder) {
  const child = fork(new URL('server.mjs', import.meta.url), [folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const heard = () => new Promise((done, failed) => {
    child.once('message', done);
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
  const { port } = await heard();
  const requests = async () => {
    const answer = heard();
    child.send('how many?');
    return (await answer).requests;
  };
  return { port, requests, stop: () => child.disconnect() };
}

/** Does `work` and says what it took. */
async function measured(server, proxy, work) {
  const before = await server.requests();
  Object.assign(proxy.counted, { up: 0, down: 0 });
  const begin = performance.now();
  await work();
  const ms = performance.now() - begin;
  const { up, down } = proxy.counted;
  return { ms, bytes_up: up, bytes_down: down, requests: (await server.requests()) - before };
}

function expectWhole(result, count, what) {
  if (!result.ok || result.docs_written !== count) {
    throw new Error(`${what}: ${result.docs_written} of ${count} documents`);
  }
}

const device = (name) => new PouchDB(join(options.folder, `device-${name}`));

rmSync(options.folder, { recursive: true, force: true });
mkdirSync(options.folder, { recursive: true });
const server = await startServer(join(options.folder, 'server'));
const proxy = await countingProxy(server.port);
const address = (name) => `http://127.0.0.1:${proxy.port}/${name}`;
const results = { node: process.version, pouchdb: PouchDB.version, batch: replication.batch_size };

if (options.documents) {
  const documents = JSON.parse(readFileSync(options.documents, 'utf8'));
  const club = new PouchDB(address('club'));
  await club.bulkDocs(documents);
  results.first_sync = [];
  for (let run = 0; run < runs; run += 1) {
    const local = device(`first-${run}`);
    results.first_sync.push(await measured(server, proxy, async () => {
      expectWhole(await local.replicate.from(address('club'), replication), documents.length, 'first sync');
      // Queryable: the member list can be read.
      await local.allDocs({ limit: 70, include_docs: true });
    }));
    await local.destroy();
  }
}

if (options.visits) {
  const visits = JSON.parse(readFileSync(options.visits, 'utf8'));
  results.push = [];
  for (let run = 0; run < runs; run += 1) {
    const local = device(`push-${run}`);
    await local.bulkDocs(visits);
    // The server's database exists already, as ours does.
    await new PouchDB(address(`visits-${run}`)).info();
    results.push.push(await measured(server, proxy, async () => {
      expectWhole(await local.replicate.to(address(`visits-${run}`), replication), visits.length, 'push');
    }));
    await local.destroy();
  }
}

process.stdout.write(`${JSON.stringify(results)}\n`);
proxy.close();
server.stop();
process.exit(0);
