/** The document of a bare page: from a y-websocket server where the address names one, else as bytes from the origin. */
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

/** Resolves when the content is there. */
export async function openDocument() {
  const doc = new Y.Doc();
  const asks = new URLSearchParams(location.search);
  if (asks.has('url')) {
    const provider = new WebsocketProvider(asks.get('url'), asks.get('document'), doc, { disableBc: true });
    await new Promise((resolve) => provider.once('sync', resolve));
  } else {
    const response = await fetch('/document');
    Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()));
  }
  return doc;
}
