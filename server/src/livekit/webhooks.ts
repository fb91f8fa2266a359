/** What LiveKit tells this server by itself: signed by it, of now, and taken once. */
import { FiresideError } from '@fireside/protocol';
import { WebhookReceiver, type WebhookEvent } from 'livekit-server-sdk';
import type { LiveKitSettings } from './settings.ts';

/** Ms. LiveKit's own signature is good for so long, too. */
const MAX_AGE = 5 * 60_000;
/** Seconds between its clock and ours. */
const TOLERANCE = 60;

/** LiveKit has somebody in a room, or has them no more. */
export interface Sighting {
  readonly what: 'came' | 'went';
  readonly room: string;
  readonly identity: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface Webhooks {
  /**
   * Calls `onSighting` where a webhook says that somebody came or went, and it was not taken before.
   * @throws FiresideError `token-missing`, `token-invalid`, `token-expired`, `malformed`; whatever `onSighting` throws, and then
   * LiveKit may send it again
   */
  take(
    body: string,
    authorization: string | undefined,
    onSighting: (sighting: Sighting) => Promise<void>,
  ): Promise<void>;
}

export interface WebhooksOptions {
  readonly settings: LiveKitSettings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const KINDS: Readonly<Record<string, Sighting['what']>> = {
  participant_joined: 'came',
  participant_left: 'went',
};

export function createWebhooks({ settings, now }: WebhooksOptions): Webhooks {
  const receiver = new WebhookReceiver(settings.key, settings.secret);
  /** When each was taken, oldest first. */
  const taken = new Map<string, number>();

  async function verify(body: string, authorization: string | undefined): Promise<WebhookEvent> {
    if (!authorization) throw new FiresideError('token-missing');
    try {
      return await receiver.receive(body, authorization, false, TOLERANCE);
    } catch (error) {
      throw new FiresideError('token-invalid', { detail: 'This is no webhook of our LiveKit.', cause: error });
    }
  }

  function keep(id: string): void {
    taken.set(id, now());
    for (const [old, at] of taken) {
      if (now() - at <= 2 * MAX_AGE) break;
      taken.delete(old);
    }
  }

  return {
    async take(body, authorization, onSighting) {
      const { id, createdAt, event, room, participant } = await verify(body, authorization);
      const at = Number(createdAt) * 1000;
      if (Math.abs(now() - at) > MAX_AGE) {
        throw new FiresideError('token-expired', { detail: 'This webhook is not of the last five minutes.' });
      }
      if (id === '') throw new FiresideError('malformed', { detail: 'This webhook has no id.' });
      const what = KINDS[event];
      if (!what || taken.has(id)) return;
      await onSighting({ what, room: room?.name ?? '', identity: participant?.identity ?? '', at });
      keep(id);
    },
  };
}
