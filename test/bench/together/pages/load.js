/** The bare load of documents with Yjs: `globalThis.loaded` resolves with the time at which all are in sync. */
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

const { url, token, names } = JSON.parse(new URLSearchParams(location.hash.slice(1)).get('documents'));
globalThis.loaded = Promise.all(
  names.map((name) => {
    const provider = new WebsocketProvider(url, name, new Y.Doc(), { disableBc: true, protocols: ['fireside', token] });
    return new Promise((resolve) => provider.once('sync', resolve));
  }),
).then(() => performance.now());
