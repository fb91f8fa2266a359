/** Three people of no product: LiveKit's own client, which sends what the prefab sends and asks for what it would ask for. */
import type { Page } from '@playwright/test';
import type * as LiveKitClient from 'livekit-client';

interface Place {
  readonly url: string;
  readonly token: string;
  /** Whose picture this one looks at; of the others they have the sound alone. */
  readonly person: string | null;
  /** Whether the client asks for no more pixels than it draws, and sends no more than somebody asks for. */
  readonly thrifty: boolean;
  /** Of the picture that is looked at, in pixels. */
  readonly width: number;
}

/** In an empty page beside the client. @throws where LiveKit cannot be reached */
export async function enter(page: Page, place: Place): Promise<void> {
  await page.evaluate(async ({ url, token, person, thrifty, width }) => {
    const address = '/livekit-client.mjs';
    const { Room, RoomEvent } = (await import(address)) as typeof LiveKitClient;
    const room = new Room({ adaptiveStream: thrifty, dynacast: thrifty });
    room.on(RoomEvent.TrackSubscribed, (track) => {
      const element = track.attach();
      if (track.kind === 'video') element.style.width = `${width}px`;
      document.body.append(element);
    });
    const look = (): void => {
      for (const { identity, trackPublications } of room.remoteParticipants.values()) {
        for (const publication of trackPublications.values()) {
          if (publication.kind === 'audio' || identity === person) publication.setSubscribed(true);
        }
      }
    };
    room.on(RoomEvent.TrackPublished, look);
    await room.connect(url, token, { autoSubscribe: false });
    look();
    await room.localParticipant.enableCameraAndMicrophone();
  }, place);
}
