/** What passes between connections of one page: while it is cut, no message arrives and no media are sent. */
export class TestPath {
  readonly #connections: readonly RTCPeerConnection[];
  readonly #listeners = new Set<() => void>();
  #cut = false;

  constructor(connections: readonly RTCPeerConnection[]) {
    this.#connections = connections;
  }

  watch(channel: RTCDataChannel): RTCDataChannel {
    const send = channel.send.bind(channel) as (text: string) => void;
    channel.send = (message: unknown) => {
      if (!this.#cut) send(String(message));
      for (const listener of this.#listeners) listener();
    };
    return channel;
  }

  cut(cut: boolean): void {
    this.#cut = cut;
    for (const connection of this.#connections) {
      if (connection.signalingState === 'closed') continue;
      for (const sender of connection.getSenders()) {
        const parameters = sender.getParameters();
        for (const encoding of parameters.encodings) encoding.active = !cut;
        void sender.setParameters(parameters);
      }
    }
  }

  /** Resolves after so many messages from now on. */
  messages(count: number): Promise<void> {
    return new Promise((resolve) => {
      let left = count;
      const listener = (): void => {
        left -= 1;
        if (left > 0) return;
        this.#listeners.delete(listener);
        resolve();
      };
      this.#listeners.add(listener);
    });
  }
}
