/** What passes between connections of one page: while it is cut, nothing seems to arrive, neither messages nor media. */
export class TestPath {
  readonly #listeners = new Set<() => void>();
  #cut = false;

  watch(channel: RTCDataChannel): RTCDataChannel {
    const send = channel.send.bind(channel) as (message: unknown) => void;
    channel.send = (message: unknown) => {
      if (!this.#cut) send(message);
      for (const listener of this.#listeners) listener();
    };
    return channel;
  }

  /** What a connection says of itself; while the path is cut, that nothing has come over it. */
  async stats(report: Promise<RTCStatsReport>): Promise<RTCStatsReport> {
    return this.#cut ? new Map() : report;
  }

  cut(cut: boolean): void {
    this.#cut = cut;
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
