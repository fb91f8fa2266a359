import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Subject } from './observable.ts';
import { DEFAULTS, type Preferences, PreferencesOfPerson } from './preferences.ts';

const SERVER = 'https://fireside.test';
const CHANGED: Partial<Preferences> = {
  devices: { microphone: 'm', camera: null, speaker: 's' },
  shortcuts: true,
  announce: { people: false, microphones: true, agenda: true, promises: true, notes: true },
};

/** What a browser keeps for one origin. */
class Store {
  readonly items = new Map<string, string>();
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

interface Opened {
  readonly now: () => Preferences;
  readonly kept: PreferencesOfPerson;
}
function open(person = 'anna', kept = true, server = SERVER): Opened {
  const value = new Subject<Preferences>(DEFAULTS);
  return { now: () => value.value, kept: new PreferencesOfPerson(value, server, person, kept) };
}

describe('preferences', () => {
  let store: Store;
  beforeEach(() => {
    store = new Store();
    vi.stubGlobal('localStorage', store);
  });
  afterEach(() => vi.unstubAllGlobals());

  it('are what was said at an earlier visit', () => {
    open().kept.change(CHANGED);
    expect(open().now()).toEqual({ ...DEFAULTS, ...CHANGED });
  });

  it('belong to one person of one server', () => {
    open().kept.change(CHANGED);
    expect(open('bo').now()).toEqual(DEFAULTS);
    expect(open('anna', true, 'https://other.test').now()).toEqual(DEFAULTS);
  });

  it('are forgotten when asked, at once and for the next visit', () => {
    open('bo').kept.change({ selfView: false });
    const { kept, now } = open();
    kept.change(CHANGED);
    kept.forget();
    expect(now()).toEqual(DEFAULTS);
    expect(open().now()).toEqual(DEFAULTS);
    expect(open('bo').now().selfView).toBe(false);
  });

  it('where nothing may be kept hold until the page is left, and nothing is read', () => {
    open().kept.change({ selfView: false });
    const { kept, now } = open('anna', false);
    expect(now()).toEqual(DEFAULTS);
    const before = [...store.items];
    kept.change(CHANGED);
    expect(now()).toEqual({ ...DEFAULTS, ...CHANGED });
    expect([...store.items]).toEqual(before);
  });

  it('that were kept before nothing may be kept are forgotten all the same', () => {
    open().kept.change(CHANGED);
    open('anna', false).kept.forget();
    expect(store.items.size).toBe(0);
  });

  it('hold until the page is left where the browser keeps nothing: full, closed, or not there', () => {
    const full = Object.assign(new Store(), {
      setItem: () => {
        throw new DOMException('Full.', 'QuotaExceededError');
      },
    });
    vi.stubGlobal('localStorage', full);
    expectToHold();
    vi.stubGlobal('localStorage', undefined);
    expectToHold();
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('A sandboxed frame.', 'SecurityError');
      },
    });
    expectToHold();
  });

  function expectToHold(): void {
    const { kept, now } = open();
    kept.change(CHANGED);
    expect(now()).toEqual({ ...DEFAULTS, ...CHANGED });
    kept.forget();
    expect(now()).toEqual(DEFAULTS);
  }

  it.each(['', 'null', '[]', '7', '{', '{"devices":7,"announce":null,"shortcuts":"yes","selfView":"no"}'])(
    'are the usual ones where %j is kept',
    (garbage) => {
      store.setItem(`fireside/preferences/${SERVER}/anna`, garbage);
      expect(open().now()).toEqual(DEFAULTS);
    },
  );

  it('of another version keep what is known, and nothing else', () => {
    store.setItem(
      `fireside/preferences/${SERVER}/anna`,
      '{"devices":{"camera":"c","speaker":3},"announce":{"people":false},"later":1}',
    );
    expect(open().now()).toEqual({
      ...DEFAULTS,
      devices: { microphone: null, camera: 'c', speaker: null },
      announce: { people: false, microphones: true, agenda: true, promises: true, notes: true },
    });
  });
});
