// PouchDB's server on loopback: express-pouchdb over LevelDB, without the parts that only its web console needs.
//
//   node server.mjs FOLDER      (forked by peer.mjs, to which it sends its port and, when asked, how many requests it had)
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb';

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const Served = PouchDB.defaults({ prefix: join(folder, '/') });

let requests = 0;
const app = express();
app.use((request, response, next) => {
  requests += 1;
  next();
});
app.use(expressPouchDB(Served, { mode: 'minimumForPouchDB', inMemoryConfig: true }));

const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', () => process.send({ requests }));
process.on('disconnect', () => process.exit(0));
