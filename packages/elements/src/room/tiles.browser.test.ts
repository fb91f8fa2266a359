import type { Tile } from '@fireside/client';
import { fakeTile } from '@fireside/client/fake';
import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { focused } from '../testing/controls.ts';
import { inCall, names, press, setCall, settle, tree, view } from '../testing/room.ts';
import type { FiresideRoom } from './room.ts';

const NAMES = ['Anna', 'Bo', 'Cy', 'Di', 'Ed', 'Fay'];

const people = (count: number): Tile[] =>
  NAMES.slice(0, count).map((id) => fakeTile({ id, video: view(), self: id === 'Anna' }));
const screenOf = (id: string, change: Partial<Tile> = {}): Tile =>
  fakeTile({ id: `${id} screen`, name: id, person: id, kind: 'screen', video: view(), ...change });

const tilesOf = (room: FiresideRoom): HTMLElement[] => [
  ...(room.renderRoot
    .querySelector('fireside-call')
    ?.renderRoot.querySelectorAll<HTMLElement>('.tiles fireside-tile') ?? []),
];
const boxOf = (room: FiresideRoom, name: string): DOMRect => {
  const found = tilesOf(room).find((one) => one.shadowRoot?.querySelector('[role=img]')?.ariaLabel?.startsWith(name));
  if (!found) throw new Error(`There is no tile of ${name}.`);
  return found.getBoundingClientRect();
};
const areaOf = (box: DOMRect): number => box.width * box.height;

function expectEqual(boxes: readonly DOMRect[], where: string): void {
  for (const { width, height } of boxes) {
    expect(Math.abs(width - (boxes[0]?.width ?? 0)), where).to.be.at.most(1);
    expect(Math.abs(height - (boxes[0]?.height ?? 0)), where).to.be.at.most(1);
  }
}

describe('tiles in the room', () => {
  beforeEach(() => setViewport({ width: 900, height: 800 }));
  afterEach(() => document.body.replaceChildren());

  for (const width of [320, 360, 640, 768, 1024, 1440]) {
    it(`are equal for everybody in ${width} px, and none is cut off`, async () => {
      await setViewport({ width, height: 900 });
      const { session, room } = await inCall();
      for (let count = 1; count <= 6; count += 1) {
        for (const screens of [[], [screenOf('Bo')]]) {
          setCall(session, { tiles: [...people(count), ...screens] });
          await settle(room);
          const boxes = NAMES.slice(0, count).map((name) => boxOf(room, name));
          expectEqual(boxes, `${count} at ${width}`);
          for (const box of boxes) {
            expect(box.left).to.be.at.least(0);
            expect(box.right).to.be.at.most(width);
            expect(box.width).to.be.at.least(88);
          }
          if (screens.length > 0) {
            expect(areaOf(boxOf(room, 'Screen of Bo'))).to.be.greaterThan(2 * areaOf(boxes[0]!));
          }
        }
      }
    });
  }

  it('come and go in any order: those who stay keep their place in it, and all are equal at every step', async () => {
    const { session, room } = await inCall();
    const steps = [
      ['Anna', 'Bo'],
      ['Anna', 'Bo', 'Cy', 'Di'],
      ['Anna', 'Cy', 'Di'],
      ['Anna', 'Cy', 'Di', 'Bo', 'Ed', 'Fay'],
      ['Anna', 'Fay'],
      ['Anna', 'Fay', 'Di', 'Cy', 'Bo'],
      ['Anna'],
    ];
    const pictures = new Map(NAMES.map((name) => [name, view()]));
    const tile = (id: string): Tile => fakeTile({ id, video: pictures.get(id)!, self: id === 'Anna' });
    let before = new Map<string, HTMLElement>();
    for (const step of steps) {
      setCall(session, { tiles: step.map(tile) });
      await settle(room);
      const shown = tilesOf(room);
      expect(await names('image')).to.deep.equal(step.map((name) => (name === 'Anna' ? 'Anna (you)' : name)));
      const boxes = shown.map((one) => one.getBoundingClientRect());
      expectEqual(boxes, step.join(' '));
      expect(boxes.toSorted((a, b) => a.top - b.top || a.left - b.left)).to.deep.equal(boxes); // in reading order
      for (const [at, name] of step.entries()) {
        if (before.has(name)) expect(shown[at] === before.get(name), `${name} is the same picture`).to.equal(true);
        expect(pictures.get(name)!.shownIn.size, `${name} is shown once`).to.equal(1);
      }
      before = new Map(step.map((name, at) => [name, shown[at]!]));
      expect(room.matches(':state(many)')).to.equal(step.length > 4);
    }
  });

  it('are equal for those who are left where the own picture is hidden, from right to left as well', async () => {
    for (const direction of ['ltr', 'rtl']) {
      const { session, room } = await inCall();
      room.dir = direction;
      session.prefer({ selfView: false });
      for (let count = 2; count <= 6; count += 1) {
        setCall(session, { tiles: people(count) });
        await settle(room);
        const boxes = tilesOf(room).map((one) => one.getBoundingClientRect());
        expect(boxes).to.have.length(count - 1);
        expectEqual(boxes, `${count} ${direction}`);
        const first = boxes.filter(({ top }) => top === boxes[0]!.top);
        const sorted = first.toSorted((a, b) => (direction === 'rtl' ? b.left - a.left : a.left - b.left));
        expect(sorted).to.deep.equal(first);
      }
      document.body.replaceChildren();
    }
  });

  it('have a box inside from the first moment, a shared screen too', async () => {
    const { session, room } = await inCall();
    setCall(session, { tiles: people(2) });
    await settle(room);
    setCall(session, { tiles: [...people(2), screenOf('Bo')] });
    await settle(room);
    for (const one of tilesOf(room)) {
      const outer = one.getBoundingClientRect();
      const inner = one.shadowRoot!.querySelector('[role=img]')!.getBoundingClientRect();
      expect([inner.width, inner.height]).to.deep.equal([outer.width, outer.height]);
    }
  });

  it('follow the box when it becomes narrower', async () => {
    const { session, room } = await inCall();
    setCall(session, { tiles: people(3) });
    await settle(room);
    const before = boxOf(room, 'Bo').width;
    await setViewport({ width: 340, height: 800 });
    await settle(room);
    expect(boxOf(room, 'Bo').width).to.be.below(before);
    expect(boxOf(room, 'Cy').right).to.be.at.most(340);
  });

  it('show the whole picture', async () => {
    const { session, room } = await inCall();
    setCall(session, { tiles: people(2) });
    await settle(room);
    for (const one of tilesOf(room)) {
      expect(getComputedStyle(one.shadowRoot!.querySelector('video')!).objectFit).to.equal('contain');
    }
  });

  it('say in words what they show: muted, speaking, no picture, back soon', async () => {
    const { session, room } = await inCall();
    setCall(session, {
      tiles: [
        fakeTile({ id: 'Anna', self: true, video: view(), microphone: false }),
        fakeTile({ id: 'Bo', speaking: true, connection: 'lost' }),
        fakeTile({ id: 'Cy', away: true, microphone: false }),
        fakeTile({ id: 'Di', connection: 'connecting' }),
      ],
    });
    await settle(room);
    expect(await names('image')).to.deep.equal([
      'Anna (you), microphone off',
      'Bo, no picture, speaking, Connection interrupted',
      'Cy, no picture, microphone off, Back soon',
      'Di, no picture, Connecting…',
    ]);
  });

  it('keep a long name in the picture, and the whole of it in the tree', async () => {
    const { session, room } = await inCall();
    const long = 'Cyprienne de la Fontaine-Montgolfier et Saint-Exupéry de Villeneuve';
    setCall(session, { tiles: ['Anna', long, '🦊 Ed', 'דינה לוי'].map((id) => fakeTile({ id, video: view() })) });
    await settle(room);
    expect(await names('image')).to.deep.equal(['Anna', long, '🦊 Ed', 'דינה לוי']);
    const box = boxOf(room, long);
    const label = tilesOf(room)[1]!.shadowRoot!.querySelector('.name')!.getBoundingClientRect();
    expect(label.left).to.be.at.least(box.left);
    expect(label.right).to.be.at.most(box.right);
  });

  it('have room for the own name in the smallest, where “you” has none', async () => {
    await setViewport({ width: 360, height: 700 });
    const { session, room } = await inCall();
    setCall(session, { tiles: [...people(6), screenOf('Bo')] });
    await settle(room);
    const [own] = tilesOf(room);
    const shown = [...own!.shadowRoot!.querySelectorAll<HTMLElement>('.name b')].filter((one) => one.checkVisibility());
    expect(shown.map((one) => one.textContent)).to.deep.equal(['Anna']);
    expect(shown[0]!.scrollWidth).to.be.at.most(shown[0]!.clientWidth);
    expect((await names('image'))[0]).to.equal('Anna (you)');
  });

  it('show a picture in one place, and let go of it when the tile goes', async () => {
    const { session, room } = await inCall();
    const picture = view();
    setCall(session, { tiles: [fakeTile({ id: 'Bo', video: picture }), fakeTile({ id: 'Cy' })] });
    await settle(room);
    const [shown] = picture.shownIn;
    await press(room, 'Pin Bo, for me only');
    expect([...picture.shownIn]).to.deep.equal([shown]); // it goes on, in the same place of the document
    setCall(session, { tiles: [] });
    await settle(room);
    expect(picture.shownIn.size).to.equal(0);
  });

  it('are pinned by keyboard for oneself, and the others stay equal', async () => {
    const { session, room } = await inCall();
    setCall(session, { tiles: people(3) });
    await settle(room);
    await press(room, 'Pin Bo, for me only');
    expect(areaOf(boxOf(room, 'Bo'))).to.be.greaterThan(2 * areaOf(boxOf(room, 'Anna')));
    expectEqual([boxOf(room, 'Anna'), boxOf(room, 'Cy')], 'beside a pinned one');
    expect(room.matches(':state(large)')).to.equal(true);
    expect((focused() as HTMLElement).ariaLabel).to.equal('Unpin Bo');
    await press(room, 'Unpin Bo');
    expectEqual(
      ['Anna', 'Bo', 'Cy'].map((name) => boxOf(room, name)),
      'unpinned',
    );
    expect(room.matches(':state(large)')).to.equal(false);
  });

  it('are pinned before a shared screen, until the person leaves', async () => {
    const { session, room } = await inCall();
    setCall(session, { tiles: [...people(3), screenOf('Bo')] });
    await settle(room);
    await press(room, 'Pin Cy, for me only');
    expect(areaOf(boxOf(room, 'Cy'))).to.be.greaterThan(areaOf(boxOf(room, 'Screen of Bo')));
    setCall(session, { tiles: [...people(2), screenOf('Bo')] });
    await settle(room);
    expect(areaOf(boxOf(room, 'Screen of Bo'))).to.be.greaterThan(areaOf(boxOf(room, 'Bo')));
    setCall(session, { tiles: people(3) });
    await settle(room);
    expectEqual(
      ['Anna', 'Bo', 'Cy'].map((name) => boxOf(room, name)),
      'who comes back is not pinned',
    );
  });

  it('leave out the own picture where one does not want to see it, and the camera stays on', async () => {
    const { session, room } = await inCall();
    await session.call.setCamera(true);
    session.call.others([{ person: 'bo', name: 'Bo', camera: true, microphone: true }]);
    await settle(room);
    await press(room, 'Hide my picture from me');
    expect(await names('image')).to.deep.equal(['Bo']);
    expect(session.preferences.value.selfView).to.equal(false);
    const camera = (await tree()).find((node) => node.name === 'Camera');
    expect(camera?.pressed).to.equal(true);
    await press(room, 'Show my picture to me');
    expect(await names('image')).to.deep.equal(['Anna (you), microphone off', 'Bo']);
  });

  it('do not show the own shared screen to its owner, but say so, with a button beside', async () => {
    const { session, room } = await inCall();
    await session.call.setScreen(true);
    session.call.others([{ person: 'bo', name: 'Bo' }]);
    await settle(room);
    expect(tilesOf(room)).to.have.length(2);
    expect(room.matches(':state(large)')).to.equal(false);
    await press(room, 'Stop sharing');
    expect(session.call.value.self.screen.on).to.equal(false);
    expect((focused() as HTMLElement).textContent?.trim()).to.equal('Microphone');
  });
});
