/** Steps that people and time may take, drawn by chance. Sessions and items are named by number: the one of so many there are. */
import type { ItemState } from '@fireside/protocol';
import fc from 'fast-check';
import type { Command } from './model.ts';

export type Name = 'anna' | 'bo';

export type Step =
  | { readonly kind: 'join'; readonly person: Name }
  | { readonly kind: 'book'; readonly person: Name; readonly inHours: number }
  | { readonly kind: 'command'; readonly person: Name; readonly session: number; readonly command: Command }
  /** What the state of the session asks for; by the way or sideways. */
  | { readonly kind: 'advance'; readonly person: Name; readonly session: number; readonly way: number }
  | { readonly kind: 'move'; readonly person: Name; readonly session: number; readonly inHours: number }
  | {
      readonly kind: 'addendum';
      readonly person: Name;
      readonly session: number;
      readonly id: string;
      readonly text: string;
    }
  | { readonly kind: 'item'; readonly person: Name; readonly session: number }
  | {
      readonly kind: 'mark';
      readonly person: Name;
      readonly session: number;
      readonly item: number;
      readonly state: ItemState;
    }
  | { readonly kind: 'agree'; readonly person: Name; readonly session: number; readonly inHours: number }
  | { readonly kind: 'pass'; readonly hours: number };

const person = fc.constantFrom<Name>('anna', 'bo');
/** Towards the newest: there the most can happen. */
const session = fc.nat(7);
const inHours = fc.integer({ min: -30, max: 200 });
const kind = <K extends Step['kind']>(name: K) => fc.constant(name);

/** Records as a failure shows them. */
const plain = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record<T>(fields, { noNullPrototype: true });

const command = fc.constantFrom<Command>('start', 'wrap-up', 'archive', 'cancel', 'did-not-happen');

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: plain({ kind: kind('join'), person }) },
  { weight: 2, arbitrary: plain({ kind: kind('book'), person, inHours }) },
  { weight: 8, arbitrary: plain({ kind: kind('advance'), person, session, way: fc.nat(9) }) },
  { weight: 4, arbitrary: plain({ kind: kind('command'), person, session, command }) },
  { weight: 1, arbitrary: plain({ kind: kind('move'), person, session, inHours }) },
  {
    weight: 2,
    arbitrary: plain({
      kind: kind('addendum'),
      person,
      session,
      id: fc.constantFrom('a', 'b'),
      text: fc.constantFrom('one', 'two'),
    }),
  },
  { weight: 4, arbitrary: plain({ kind: kind('item'), person, session }) },
  {
    weight: 3,
    arbitrary: plain({
      kind: kind('mark'),
      person,
      session,
      item: fc.nat(5),
      state: fc.constantFrom<ItemState>('open', 'discussed', 'parked'),
    }),
  },
  { weight: 1, arbitrary: plain({ kind: kind('agree'), person, session, inHours }) },
  { weight: 3, arbitrary: plain({ kind: kind('pass'), hours: fc.constantFrom(1, 2, 3, 25, 71, 72) }) },
);

/** At most 59, a minute apart: no two dates are the same by chance. */
export const steps = fc.array(step, { minLength: 5, maxLength: 45, size: 'max' });
