/** One mentorship of as many people as are named: pages of a host of our own, for those of the example intranet are pairs. */
import { startHost } from './host.ts';
import { hostToken } from './wire.ts';
import { startWorld, type World, type WorldOptions } from './world.ts';

const MENTORSHIP = 'circle';

export interface Circle {
  readonly world: World;
  /** The page that embeds their session for one of them. */
  link(name: string): string;
  /** The host's list is without this one from now on, and the next token that it signs for the mentor says so. */
  expel(name: string): Promise<void>;
  close(): Promise<void>;
}

/** The first one is the mentor. `start` makes the world that they meet in. */
export async function startCircle(
  names: readonly string[],
  start: (options: WorldOptions) => Promise<World> = startWorld,
): Promise<Circle> {
  const host = await startHost();
  const world = await start({ origins: [host.origin] });
  let members = names.map((name, index) => ({
    sub: name.toLowerCase(),
    name,
    role: index === 0 ? ('mentor' as const) : ('mentee' as const),
  }));
  const sign = ({ sub, name, role }: (typeof members)[number]): Promise<string> =>
    hostToken(world, sub, { name, role, members, mentorship: MENTORSHIP, mentorships: [MENTORSHIP] });
  host.answer = (person) => {
    const member = members.find(({ sub }) => sub === person);
    return member ? sign(member) : { status: 404, body: '' };
  };
  const page = (name: string): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>A circle</title>
    <script type="module" src="${world.server}/fireside.js"></script>
    <main><fireside-session server="${world.server}" mentorship="${MENTORSHIP}"
      token-url="/fireside-token?as=${name.toLowerCase()}"></fireside-session></main></html>`;
  const links = new Map(names.map((name) => [name, host.put(`/${name.toLowerCase()}`, page(name))]));
  return {
    world,
    link(name) {
      const link = links.get(name);
      if (link === undefined) throw new Error(`There is no ${name} in the circle.`);
      return link;
    },
    async expel(expelled) {
      members = members.filter(({ name }) => name !== expelled);
      const response = await fetch(`${world.server}/v1/join`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await sign(members[0]!)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ mentorship: MENTORSHIP }),
      });
      if (!response.ok) throw new Error(`join answered ${response.status} ${await response.text()}`);
    },
    async close() {
      await host.close();
      await world.close();
    },
  };
}
