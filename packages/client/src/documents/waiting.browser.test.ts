/** What stands on the lists of a device while several tabs write and drop. */
import { expect } from 'chai';
import { DeviceHome } from './waiting.ts';

const COPY = { database: 'fireside/test/anna/session/s1/1', document: 'session/s1', epoch: 1 };
const ENTRY = { ...COPY, key: `${COPY.database} c1`, session: 's1', mentorship: 'm1', client: 'c1' };

/** As a page that does not let go of it when it is asked to. */
function hold(database: string): Promise<IDBDatabase> {
  return new Promise((resolve) => {
    const request = indexedDB.open(database);
    request.addEventListener('success', () => resolve(request.result));
  });
}

describe('the lists of a device', () => {
  let home: DeviceHome;
  beforeEach(async () => {
    home = await DeviceHome.open('test', 'anna');
  });
  afterEach(() => home.forget());

  it('lose a copy that is dropped, with what waited in it', async () => {
    await home.addCopy(COPY);
    await home.addWaiting(ENTRY);
    await home.dropCopy(COPY.database);
    expect([await home.copies(), await home.waiting()]).to.deep.equal([[], []]);
  });

  it('keep what a tab has written down while another one dropped the copy before', async () => {
    await home.addCopy(COPY);
    await home.addWaiting(ENTRY);
    const held = await hold(COPY.database);
    const dropped = home.dropCopy(COPY.database);
    await new Promise((resolve) => held.addEventListener('versionchange', resolve));
    await home.addCopy(COPY);
    await home.addWaiting(ENTRY);
    held.close();
    await dropped;
    expect(await home.copies()).to.have.length(1);
    expect(await home.waiting()).to.have.length(1);
  });

  it('keep a copy that a page does not let go of', async () => {
    await home.addCopy(COPY);
    const held = await hold(COPY.database);
    const problem = await home.dropCopy(COPY.database).catch((error: unknown) => error);
    held.close();
    expect(problem).to.be.instanceOf(Error);
    expect(await home.copies()).to.have.length(1);
  });
});
