import type { FiresideSession } from '@fireside/client';

/** What the browser says of asking for it; null where it does not know the name (Permissions, section 6.2). Changes by itself. */
async function permissionFor(name: 'camera' | 'microphone'): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name });
  } catch (error) {
    if (error instanceof TypeError) return null; // also where an insecure page has no `permissions`
    throw error;
  }
}

/** The choices of the lobby, before joining: what the person wants to be on. */
export class Preview {
  readonly #session: FiresideSession;
  /** Null while the person has not said. */
  readonly #wish: { microphone: boolean | null; camera: boolean | null } = { microphone: null, camera: null };
  #camera: PermissionStatus | null = null;

  constructor(session: FiresideSession) {
    this.#session = session;
  }

  /**
   * Opens what the browser gives unasked, and finds out what it will refuse, so that it can be mended before joining. A page
   * that nobody has touched never brings up a question of the browser.
   */
  async open(): Promise<void> {
    const { call } = this.#session;
    const [microphone, camera] = await Promise.all([permissionFor('microphone'), permissionFor('camera')]);
    this.#camera = camera;
    if (!this.#inLobby()) return;
    const unasked = (permission: PermissionStatus | null): boolean =>
      !globalThis.isSecureContext || permission?.state === 'granted' || permission?.state === 'denied';
    await Promise.all([
      unasked(microphone) && this.#wish.microphone === null ? call.setMicrophone(true) : undefined,
      unasked(camera) && this.#wish.camera === null ? call.setCamera(true) : undefined,
    ]);
    await call.refreshDevices();
    call.prepare(); // after the picture: whoever looks at the lobby waits for that
  }

  setMicrophone(on: boolean): Promise<void> {
    this.#wish.microphone = on;
    return this.#session.call.setMicrophone(on);
  }

  setCamera(on: boolean): Promise<void> {
    this.#wish.camera = on;
    return this.#session.call.setCamera(on);
  }

  /** In the call, what is on is what the person wants: after *Leave* nobody comes back unmuted who was muted. */
  remember(): void {
    const { microphone, camera } = this.#session.call.value.self;
    if (!microphone.pending) this.#wish.microphone = microphone.on;
    if (!camera.pending) this.#wish.camera = camera.on;
  }

  /** What the camera waits for: the person's answer to the browser, or the device. Null when it waits for nothing. */
  get cameraWaits(): 'permission' | 'device' | null {
    if (!this.#session.call.value.self.camera.pending) return null;
    return this.#camera?.state === 'granted' ? 'device' : 'permission';
  }

  /** What *Join* will switch on: what is off, unless the person switched it off. */
  get missing(): { readonly microphone: boolean; readonly camera: boolean } {
    const { microphone, camera } = this.#session.call.value.self;
    return {
      microphone: !microphone.on && this.#wish.microphone !== false,
      camera: !camera.on && this.#wish.camera !== false,
    };
  }

  /**
   * Enters with what the person chose; what they said nothing about is switched on. Entering does not wait for the
   * browser's question, or one that nobody answers would block it.
   */
  async enter({ camera }: { camera: boolean }): Promise<void> {
    const { call } = this.#session;
    const { missing } = this;
    const entered = this.#session.enter();
    await Promise.all([
      entered,
      missing.microphone ? call.setMicrophone(true) : undefined,
      camera ? (missing.camera ? call.setCamera(true) : undefined) : call.setCamera(false),
    ]);
  }

  /** Lets go of the devices, unless they are in the call by now. */
  close(): void {
    if (!this.#inLobby()) return;
    void this.#session.call.setMicrophone(false);
    void this.#session.call.setCamera(false);
  }

  #inLobby(): boolean {
    const { state } = this.#session.call.value;
    return !this.#session.status.value.entered && (state === 'idle' || state === 'left');
  }
}
