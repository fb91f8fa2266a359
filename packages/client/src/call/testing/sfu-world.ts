import { newId, type CallAccess, type SfuCallAccess } from '@fireside/protocol';
import type { AdapterOptions, CallAdapter } from '../adapter.ts';
import { openSfuCall, type SfuCallOptions } from '../sfu.ts';
import { PeerWorld } from './peer-world.ts';

/** A real LiveKit server, and who makes its tokens; see `web-test-runner.config.mjs`. */
const LIVEKIT = '/livekit';

function ask(path: string): string {
  const request = new XMLHttpRequest();
  request.open('GET', LIVEKIT + path, false); // a ticket is there before a call is
  request.send();
  if (request.status !== 200) throw new Error('There is no LiveKit: `npx pnpm test:engines contract` brings one.');
  return request.responseText;
}

/** People in one page who meet on a real LiveKit; the other server is inside the page. */
export class SfuWorld extends PeerWorld {
  readonly url = ask('/url');
  /** What is wrong with a ticket. */
  spoil: (access: SfuCallAccess) => SfuCallAccess = (access) => access;
  readonly #room = newId();
  readonly #sockets = new Set<WebSocket>();
  readonly #realSocket = globalThis.WebSocket;
  readonly #stats = RTCRtpReceiver.prototype.getStats;

  constructor() {
    super();
    const { path } = this;
    const [sockets, stats] = [this.#sockets, this.#stats];
    globalThis.WebSocket = class extends this.#realSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        sockets.add(this);
        this.addEventListener('close', () => sockets.delete(this));
      }
    };
    RTCRtpReceiver.prototype.getStats = function () {
      return path.stats(stats.call(this));
    };
    this.hub.onToken = (identity) => this.token(identity);
  }

  protected override access(person: string): CallAccess {
    const identity = `${person}-${newId()}`;
    const signaling = { url: 'ws://hub.test', token: 'token' };
    return this.spoil({ kind: 'sfu', url: this.url, token: this.token(identity), identity, signaling });
  }

  protected override adapter(options: AdapterOptions, person: string): CallAdapter {
    return openSfuCall(options as SfuCallOptions, this.hub.connectAs(person));
  }

  override remains(): number {
    return super.remains() + this.#sockets.size;
  }

  override close(): void {
    super.close();
    globalThis.WebSocket = this.#realSocket;
    RTCRtpReceiver.prototype.getStats = this.#stats;
  }

  /** Lets somebody into LiveKit's room. */
  token(identity: string): string {
    return ask(`/token?room=${this.#room}&identity=${identity}`);
  }
}
