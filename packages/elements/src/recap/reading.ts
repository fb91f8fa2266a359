import { FiresideError, type ErrorCode } from '@fireside/protocol';
import type { SessionDetail } from '@fireside/protocol/http';
import type { LitElement, ReactiveController } from 'lit';
import type { SessionController } from '../controllers/session-controller.ts';
import { whenIdle } from '../when-idle.ts';
import { detailsOf } from './details.ts';

/**
 * Reads the session that its host shows, and again when its state changes. What was read before is there at once and is
 * asked for anew behind it; those before and after it are asked for when the page has nothing else to do.
 */
export class Reading implements ReactiveController {
  readonly #host: LitElement;
  readonly #session: SessionController;
  readonly #id: () => string;
  #shown = '';
  /** What is being asked for, or was: an answer to another question is late. */
  #asked = '';
  #detail: SessionDetail | null = null;
  #revision: number | null = null;
  #failed: ErrorCode | null = null;
  #problem: ErrorCode | null = null;

  /** `id`: of the session; empty for none. The host's controller follows its status. */
  constructor(host: LitElement, session: SessionController, id: () => string) {
    this.#host = host;
    this.#session = session;
    this.#id = id;
    host.addController(this);
  }

  /** Null until it has come. */
  get detail(): SessionDetail | null {
    return this.#detail;
  }

  /** Why there is nothing to read. */
  get failed(): ErrorCode | null {
    return this.#failed;
  }

  /** Why a version could not be read; what was there before is still there. */
  get problem(): ErrorCode | null {
    return this.#problem;
  }

  /** What is known of another session; null where it was not read yet. */
  known(id: string | null): SessionDetail | null {
    const { session } = this.#session;
    return session && id !== null ? detailsOf(session).known(id) : null;
  }

  /** Reads an earlier version of the recap; null for the latest. */
  choose(revision: number | null): void {
    this.#revision = revision;
    this.#problem = null;
    this.#host.requestUpdate();
  }

  /** Asks again. */
  refresh(): void {
    this.#asked = '';
    this.#failed = null;
    this.#host.requestUpdate();
  }

  /** Shows what the server has answered to a change of this person. */
  take(detail: SessionDetail): void {
    const { session } = this.#session;
    if (!session || detail.id !== this.#detail?.id) return;
    const details = detailsOf(session);
    if (this.#revision === null) details.keep(detail);
    else details.forget(detail.id); // what is shown has the recap of an earlier version
    this.#detail = detail;
    this.#host.requestUpdate();
  }

  hostConnected(): void {}

  hostUpdate(): void {
    const id = this.#id();
    if (id !== this.#shown) this.#begin(id);
    const status = this.#session.session?.status.value;
    if (!this.#host.isConnected || id === '' || status?.phase !== 'ready' || status.person?.role === 'observer') return;
    const state = status.session?.id === id ? status.session.state : null;
    const question = JSON.stringify([id, this.#revision, state]);
    if (question !== this.#asked) void this.#read(question, id);
  }

  hostDisconnected(): void {
    this.#asked = '';
  }

  #begin(id: string): void {
    this.#shown = id;
    this.#asked = '';
    this.#revision = null;
    this.#failed = null;
    this.#problem = null;
    this.#detail = this.known(id);
  }

  async #read(question: string, id: string): Promise<void> {
    const { session } = this.#session;
    if (!session) return;
    this.#asked = question;
    const revision = this.#revision;
    if (revision === null) this.#detail = this.known(id) ?? this.#detail; // the latest, after an earlier version
    try {
      const detail = await detailsOf(session).read(id, revision);
      if (this.#asked !== question) return;
      this.#detail = detail;
      this.#failed = null;
      if (revision === null) whenIdle(() => void this.#readAhead(detail));
    } catch (error) {
      if (this.#asked !== question) return;
      if (!(error instanceof FiresideError)) throw error;
      this.#fail(error.code, revision);
    }
    this.#host.requestUpdate();
  }

  #fail(code: ErrorCode, revision: number | null): void {
    if (revision !== null && this.#detail) {
      this.#problem = code;
      this.#revision = null;
    } else if (this.#detail === null || code !== 'unreachable') {
      this.#detail = null;
      this.#failed = code;
    }
  }

  async #readAhead({ id, newer, older }: SessionDetail): Promise<void> {
    const { session } = this.#session;
    if (!session || id !== this.#shown) return;
    const wanted = [newer, older].filter((one) => one !== null);
    const came = await Promise.all(wanted.map((one) => detailsOf(session).readAhead(one)));
    if (came.includes(true)) this.#host.requestUpdate();
  }
}
