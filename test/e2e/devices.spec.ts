/** Without a camera, a microphone, a permission or a secure page: joining works with what there is, and says so. */
import { chromium, expect, test, type Browser } from '@playwright/test';
import { CHROMIUM_ARGS } from '../../scripts/chromium.ts';
import { startHost, type Host } from './support/host.ts';
import { arrive, arriveAt, everybodyLeaves, expectGrows, type Someone } from './support/people.ts';
import { add, button, join, tileOf } from './support/steps.ts';
import { hostToken } from './support/wire.ts';
import { startWorld, type World } from './support/world.ts';

const INSECURE = 'intranet.test';
// Pictures of a running call would cost more than the call.
test.use({ trace: { mode: 'retain-on-failure', screenshots: false } });

let world: World;
let host: Host;
/** Has everything, and is in the call all the time. */
let bo: Someone;

test.beforeAll(async ({ browser }) => {
  host = await startHost(INSECURE);
  world = await startWorld({ origins: [host.origin] });
  host.answer = (person, mentorship) => hostToken(world, person, { mentorship });
  bo = await arrive(browser, world, 'bo');
  await join(bo);
});
test.afterAll(async ({ browser }) => {
  await everybodyLeaves(browser);
  await world.close();
  await host.close();
});

interface Lack {
  readonly what: string;
  /** How Chromium is started. */
  readonly devices: readonly string[];
  readonly permissions: readonly string[];
  /** In the page, before anything else. */
  readonly before?: () => void;
  readonly insecure?: boolean;
  /** Header of the page. */
  readonly policy?: string;
  /** What Anna has. */
  readonly microphone: boolean;
  readonly camera: boolean;
  /** What is said, and the code in small print. */
  readonly says: readonly string[];
  readonly code: string;
}

const FAKE = '--use-fake-device-for-media-stream';
const UNASKED = '--use-fake-ui-for-media-stream';
const NO_CAMERA = '--use-fake-device-for-media-stream=device-count=0';
/** A page whose headers a test has changed comes from no network that Chromium knows, and may not load from this machine. */
const ANY_NETWORK = '--disable-features=LocalNetworkAccessChecks';
const BOTH = ['camera', 'microphone'];
const noMicrophone = (): void => {
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (constraints) =>
    constraints?.audio
      ? Promise.reject(new DOMException('Requested device not found', 'NotFoundError'))
      : open(constraints);
};

const lacks: readonly Lack[] = [
  {
    what: 'no camera',
    devices: [NO_CAMERA, UNASKED],
    permissions: BOTH,
    microphone: true,
    camera: false,
    says: ['Camera: None was found.', 'Plug one in and try again. The call goes on without it.'],
    code: 'device-missing',
  },
  {
    what: 'no microphone',
    devices: [FAKE, UNASKED],
    permissions: BOTH,
    before: noMicrophone,
    microphone: false,
    camera: true,
    says: ['Microphone: None was found.', 'Plug one in and try again. The call goes on without it.'],
    code: 'device-missing',
  },
  {
    what: 'neither camera nor microphone',
    devices: [UNASKED],
    permissions: BOTH,
    microphone: false,
    camera: false,
    says: ['Microphone: None was found.', 'Camera: None was found.', 'The call goes on without it.'],
    code: 'device-missing',
  },
  {
    what: 'no permission',
    devices: [FAKE, `${UNASKED}=deny`],
    permissions: [],
    microphone: false,
    camera: false,
    says: ['Microphone: The browser may not use it.', 'Camera: The browser may not use it.', 'Allow it with the sign'],
    code: 'device-denied',
  },
  {
    what: 'a page that is not secure',
    devices: [FAKE, UNASKED],
    permissions: BOTH,
    insecure: true,
    microphone: false,
    camera: false,
    says: [
      'Browsers allow it on secure pages (https) only.',
      'Tell the people who run this page. The call goes on without it.',
    ],
    code: 'insecure-origin',
  },
  {
    what: 'a page that does not allow it',
    devices: [FAKE, UNASKED, ANY_NETWORK],
    permissions: BOTH,
    policy: 'camera=(), microphone=()',
    microphone: false,
    camera: false,
    says: ['Microphone: This page does not allow it.', 'Camera: This page does not allow it.'],
    code: 'device-blocked',
  },
];

const others = CHROMIUM_ARGS.filter((one) => one !== FAKE && one !== UNASKED);

async function launch({ devices }: Lack): Promise<Browser> {
  return chromium.launch({ args: [...others, ...devices, `--host-resolver-rules=MAP ${INSECURE} 127.0.0.1`] });
}

/** The page of this person comes with a `Permissions-Policy`. */
async function withPolicy({ page: embedding, provoked }: Someone, policy: string): Promise<void> {
  provoked.push(/^Permissions policy violation: (camera|microphone) is not allowed/);
  await embedding.route(
    (url) => url.href === world.link('anna'),
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'permissions-policy': policy } });
    },
  );
}

const page = (person: string, mentorship: string): string =>
  host.embed(world, {
    server: world.server,
    mentorship,
    'token-url': `/fireside-token?as=${person}&mentorship=${mentorship}`,
  });

for (const lack of lacks) {
  test(`${lack.what}: joining works with what there is, and says so`, async () => {
    const lacking = await launch(lack);
    try {
      const anna = await arriveAt(lacking, world, 'anna', 'about:blank', [...lack.permissions]);
      if (lack.before) await anna.page.addInitScript(lack.before);
      if (lack.policy !== undefined) await withPolicy(anna, lack.policy);
      await anna.page.goto(lack.insecure ? page('anna', 'anna-bo') : world.link('anna'));
      if (lack.insecure) expect(await anna.page.evaluate(() => isSecureContext)).toBe(false);
      await join(anna);

      const said = anna.page.getByRole('alert');
      for (const words of lack.says) await expect(said.filter({ hasText: words }).first()).toBeVisible();
      await expect(said.filter({ hasText: `Code: ${lack.code}` }).first()).toBeVisible();
      await expect(button(anna.page, 'Microphone')).toHaveAttribute('aria-pressed', String(lack.microphone));
      await expect(button(anna.page, 'Camera')).toHaveAttribute('aria-pressed', String(lack.camera));

      await expectGrows(anna, ['frames', 'samples']);
      const gets = [...(lack.camera ? (['frames'] as const) : []), ...(lack.microphone ? (['samples'] as const) : [])];
      await expectGrows(bo, gets);
      const missing = [lack.camera ? '' : ', no picture', lack.microphone ? '' : ', microphone off'].join('');
      await expect(tileOf(bo, 'Anna')).toHaveAccessibleName(new RegExp(`^Anna${missing}(, speaking)?$`));

      await add(anna.page, 'Add an agenda item', lack.what);
      await expect(bo.page.getByRole('checkbox', { name: lack.what })).toBeVisible();
      await button(anna.page, 'Leave').click();
      await expect(button(anna.page, 'Join')).toBeVisible();
      await expect(tileOf(bo, 'Anna')).toHaveCount(0);
      expect([...anna.faults, ...bo.faults]).toEqual([]);
    } finally {
      await lacking.close();
    }
  });
}

/** In the page: `unplug` and `plug` for the one camera, which Chromium's fake devices cannot. */
const withPlug = (): void => {
  const { mediaDevices } = navigator;
  const [open, list] = [mediaDevices.getUserMedia.bind(mediaDevices), mediaDevices.enumerateDevices.bind(mediaDevices)];
  const cameras: MediaStreamTrack[] = [];
  let plugged = true;
  mediaDevices.getUserMedia = async (constraints) => {
    if (constraints?.video && !plugged) throw new DOMException('Requested device not found', 'NotFoundError');
    const stream = await open(constraints);
    cameras.push(...stream.getVideoTracks());
    return stream;
  };
  mediaDevices.enumerateDevices = async () => (await list()).filter(({ kind }) => plugged || kind !== 'videoinput');
  addEventListener('plug', () => {
    plugged = true;
    mediaDevices.dispatchEvent(new Event('devicechange'));
  });
  addEventListener('unplug', () => {
    plugged = false;
    for (const track of cameras.splice(0)) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    mediaDevices.dispatchEvent(new Event('devicechange'));
  });
};

test('a camera that is pulled out in the call and put back is seen again by itself', async ({ browser }) => {
  const anna = await arriveAt(browser, world, 'anna', 'about:blank');
  await anna.page.addInitScript(withPlug);
  await anna.page.goto(world.link('anna'));
  await join(anna);
  await expect(tileOf(bo, 'Anna')).toHaveAccessibleName(/^Anna(, speaking)?$/);
  const happens = (what: string): Promise<unknown> =>
    anna.page.evaluate((name) => dispatchEvent(new Event(name)), what);
  await happens('unplug');
  await expect(tileOf(bo, 'Anna')).toHaveAccessibleName(/^Anna, no picture(, speaking)?$/);
  await expect(anna.page.getByRole('alert').filter({ hasText: 'Camera: None was found.' })).toBeVisible();
  await happens('plug');
  await expect(tileOf(bo, 'Anna')).toHaveAccessibleName(/^Anna(, speaking)?$/);
  await expect(button(anna.page, 'Camera')).toHaveAttribute('aria-pressed', 'true');
  await expect(anna.page.getByRole('alert').filter({ hasText: 'Camera' })).toHaveCount(0);
  await expectGrows(bo, ['frames']);
  expect([...anna.faults, ...bo.faults]).toEqual([]);
  await anna.context.close();
});
