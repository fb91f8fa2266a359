import type { ErrorCode, PeerCallAccess, SignalingFromServer } from '@fireside/protocol';
import { expect } from 'chai';
import { SignalingSocket, type SocketLike } from './signaling-socket.ts';

class TestSocket implements SocketLike {
  onopen: SocketLike['onopen'] = null;
  onmessage: SocketLike['onmessage'] = null;
  onclose: SocketLike['onclose'] = null;
  readonly sent: Record<string, unknown>[] = [];
  closed = false;
  readonly protocols: string[];

  constructor(protocols: string[]) {
    this.protocols = protocols;
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {
    this.closed = true;
  }
  say(frame: SignalingFromServer | string): void {
    const data = typeof frame === 'string' ? frame : JSON.stringify(frame);
    this.onmessage?.(new MessageEvent('message', { data }));
  }
  /** The server lets the client in. */
  welcome(): void {
    this.onopen?.(new Event('open'));
    this.say({ type: 'welcome', you: 'me', peers: [] });
  }
  lose(code: number, reason = ''): void {
    this.onclose?.(new CloseEvent('close', { code, reason }));
  }
}

describe('the signaling socket', () => {
  let sockets: TestSocket[];
  let opened: () => void;
  let access: PeerCallAccess | null;
  let told: string[];
  let hurried: boolean;
  let socket: SignalingSocket;

  const nextSocket = (): Promise<void> => new Promise((resolve) => (opened = resolve));
  beforeEach(() => {
    sockets = [];
    told = [];
    hurried = false;
    opened = () => undefined;
    access = { kind: 'peer', url: 'ws://call.test', token: 'first', iceServers: [] };
    socket = new SignalingSocket({
      client: 'client-of-anna',
      visit: 'visit-of-anna',
      takeOver: true,
      access: () => access,
      connect: (_url, protocols) => {
        const one = new TestSocket(protocols);
        sockets.push(one);
        opened();
        return one;
      },
      onFrame: ({ type }) => told.push(type),
      onLost: () => told.push('lost'),
      onJoinAgain: () => told.push('join again'),
      onAnswer: () => told.push('answer'),
      hurried: () => hurried,
      onEnd: (code) => told.push(`end ${code}`),
    });
    socket.start();
  });
  afterEach(() => socket.leave());

  it('carries the token as a subprotocol and says hello', () => {
    sockets[0]!.welcome();
    expect(sockets[0]!.protocols).to.deep.equal(['fireside', 'first']);
    expect(sockets[0]!.sent).to.deep.equal([
      { type: 'hello', client: 'client-of-anna', visit: 'visit-of-anna', takeOver: true },
    ]);
    expect(told).to.deep.equal(['welcome']);
    expect(socket.open).to.equal(true);
  });

  it('comes back with the newest token for the same visit, and takes nothing over then', async () => {
    sockets[0]!.welcome();
    access = { ...access!, token: 'second' };
    const again = nextSocket();
    sockets[0]!.lose(1006);
    expect(socket.open).to.equal(false);
    expect(socket.signal('other', { candidate: null })).to.equal(false);
    await again;
    sockets[1]!.welcome();
    expect(sockets[1]!.protocols).to.deep.equal(['fireside', 'second']);
    expect(sockets[1]!.sent[0]).to.include({ visit: 'visit-of-anna', takeOver: false });
    expect(told).to.deep.equal(['welcome', 'lost', 'welcome']);
  });

  for (const code of [1006, 1011, 1012, 1013, 4401, 4500, 4503, 4508]) {
    it(`comes back after a close with ${code}`, async () => {
      sockets[0]!.welcome();
      const again = nextSocket();
      sockets[0]!.lose(code);
      await again;
      // What is wrong with the ticket is asked for anew.
      const wrongTicket = code === 4401 || code === 4508;
      expect(told).to.deep.equal(['welcome', 'lost', ...(wrongTicket ? ['join again'] : [])]);
    });
  }

  it('says that it leaves also before it was welcomed: others may have heard of us', () => {
    sockets[0]!.onopen?.(new Event('open'));
    socket.leave();
    expect(sockets[0]!.sent.map(({ type }) => type)).to.deep.equal(['hello', 'leave']);
  });

  it('has nobody to say it to before it has said hello', () => {
    socket.leave();
    expect(sockets[0]!.sent).to.deep.equal([]);
  });

  const finals: [number, ErrorCode][] = [
    [4400, 'malformed'],
    [4403, 'not-allowed'],
    [4404, 'not-found'],
    [4413, 'too-large'],
  ];
  for (const [code, reason] of finals) {
    it(`ends after a close with ${code}`, () => {
      sockets[0]!.welcome();
      sockets[0]!.lose(code);
      expect(told).to.deep.equal(['welcome', 'lost', `end ${reason}`]);
    });
  }

  it('ends with the reason that a close gives, where it gives one', () => {
    sockets[0]!.lose(4403, 'call-over');
    expect(told).to.deep.equal(['end call-over']);
  });

  it('ends with the reason of a bye, and comes back after one that asks for that', async () => {
    sockets[0]!.welcome();
    const again = nextSocket();
    sockets[0]!.say({ type: 'bye', code: 'restart' });
    await again;
    sockets[1]!.say({ type: 'bye', code: 'call-full' });
    expect(told).to.deep.equal(['welcome', 'lost', 'end call-full']);
    expect(sockets.every(({ closed }) => closed)).to.equal(true);
  });

  it('ends when there is no call for us any more', async () => {
    sockets[0]!.welcome();
    access = null;
    sockets[0]!.lose(1006);
    while (told.length < 3) await new Promise((resolve) => setTimeout(resolve));
    expect(told).to.deep.equal(['welcome', 'lost', 'end call-over']);
  });

  it('connects at once when the network is back, and gives up at once when it goes', () => {
    sockets[0]!.welcome();
    globalThis.dispatchEvent(new Event('offline'));
    expect(told).to.deep.equal(['welcome', 'lost']);
    globalThis.dispatchEvent(new Event('online'));
    expect(sockets.length).to.equal(2);
  });

  it('asks whether the server is there, once, and tells the answer', () => {
    sockets[0]!.welcome();
    socket.ask();
    socket.ask();
    expect(sockets[0]!.sent.filter(({ type }) => type === 'ping').length).to.equal(1);
    sockets[0]!.say({ type: 'pong' });
    expect(told).to.deep.equal(['welcome', 'answer']);
  });

  it('leaves a first connection the time it has, however often the network seems to change', () => {
    const { setTimeout: set } = globalThis;
    const waits: (number | undefined)[] = [];
    globalThis.setTimeout = ((run: () => void, ms?: number) => {
      waits.push(ms);
      return set(run, ms);
    }) as typeof setTimeout;
    socket.ask();
    globalThis.setTimeout = set;
    expect(waits).to.deep.equal([]);
  });

  it('that does not answer makes place for another one', async () => {
    sockets[0]!.welcome();
    hurried = true;
    const again = nextSocket();
    socket.ask();
    await again;
    expect(sockets[0]!.closed).to.equal(true);
    sockets[1]!.welcome();
    expect(told).to.deep.equal(['welcome', 'lost', 'welcome']);
  });

  it('in a hurry does not wait for a connection that does not come', async () => {
    sockets[0]!.welcome();
    hurried = true;
    for (let attempts = 1; attempts < 4; attempts += 1) {
      const again = nextSocket();
      if (attempts === 1) sockets[0]!.lose(1006);
      await again;
    }
    expect(sockets.map(({ closed }) => closed)).to.deep.equal([true, true, true, false]);
  });

  it('overlooks what it does not know', () => {
    sockets[0]!.welcome();
    sockets[0]!.say('{"type":"of-a-newer-server"}');
    sockets[0]!.say('not json');
    expect(told).to.deep.equal(['welcome']);
  });

  it('says that it leaves, and nothing follows', () => {
    sockets[0]!.welcome();
    socket.leave();
    expect(sockets[0]!.sent.at(-1)).to.deep.equal({ type: 'leave' });
    expect(sockets[0]!.closed).to.equal(true);
    globalThis.dispatchEvent(new Event('online'));
    expect(sockets.length).to.equal(1);
    expect(told).to.deep.equal(['welcome']);
  });
});
