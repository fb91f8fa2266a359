/** Words as people of many languages write and search them. */
import { addItem } from '@fireside/protocol';
import { expect, it } from 'vitest';
import { START } from './testing/library.ts';
import { openEach, type OpenIndex } from './testing/open-each.ts';

/** What was written, and what finds it, with what is marked then. */
const FOUND: readonly (readonly [written: string, searches: Readonly<Record<string, string>>])[] = [
  ['Über Größe und Äpfel', { uber: '[Über]', Größe: '[Größe]', gro: '[Größe]', apfel: '[Äpfel]', ÄPFEL: '[Äpfel]' }],
  ['Café déjà vu', { cafe: '[Café]', CAFÉ: '[Café]', 'déjà vu': '[déjà] [vu]', '"deja vu"': '[déjà vu]' }],
  ['Cafe\u0301 apart', { café: '[Café]', cafe: '[Café]' }],
  ['phở được Tiếng Việt', { pho: '[phở]', duoc: '[được]', được: '[được]', 'tieng viet': '[Tiếng] [Việt]' }],
  ['ελληνικά Άλφα λόγος', { ελληνικα: '[ελληνικά]', άλφα: '[Άλφα]', αλφα: '[Άλφα]', λογοσ: '[λόγος]' }],
  ['Ёлка и Йод', { елка: '[Ёлка]', ёлка: '[Ёлка]', ЙОД: '[Йод]', йо: '[Йод]' }],
  ['हिन्दी में बात', { हिन्दी: '[हिन्दी]', हिन्: '[हिन्दी]', 'में बात': '[में] [बात]' }],
  ['كِتابٌ عن أحمد', { كتاب: '[كِتابٌ]', كِتاب: '[كِتابٌ]', احمد: '[أحمد]' }],
  ['שָׁלוֹם לכולם', { שלום: '[שָׁלוֹם]', שָׁלוֹם: '[שָׁלוֹם]', לכ: '[לכולם]' }],
  ['次回の予算について話す', { 予算: '[予算]', 話: '[話]', について: '[について]', '予算 話': '[予算]' }],
  ['コーヒーを飲む', { コーヒー: '[コーヒー]', ヒー: '[ヒー]' }],
  [
    '我们讨论了预算budget和计划',
    { 预算: '[预算]', budget: '[budget]', 计划: '[计划]', '"预算budget"': '[预算budget]' },
  ],
  ['สวัสดีครับ ยินดี', { สวัสดี: '[สวัสดี]', ครับ: '[ครับ]', ยินดี: '[ยินดี]' }],
  ['한국어 예산 회의', { 예산: '[예산]', 한국: '[한국어]' }],
  ['👍done🎉 well 👩‍👩‍👧', { done: '[done]', '🎉 well': '[well]', 'done🎉': '[done]' }],
  ['e-mail to a.b@c.example, 3.5 %', { 'e-mail': '[e-mail]', 'a.b@c.example': '[a.b@c.example]', '3.5': '[3.5]' }],
  ['İstanbul ışık', { istanbul: '[İstanbul]', isik: '[ışık]' }],
  ['Łódź på øya', { lodz: '[Łódź]', oya: '[øya]', pa: '[på]' }],
];

export function languagesContract(open: OpenIndex): void {
  const { library } = openEach(open);

  it('are found, and shown as they were written', async () => {
    const session = await library.session('s1', START);
    await library.write('bo', session, (doc) => {
      for (const [title] of FOUND) addItem(doc, { title, author: 'bo' });
    });
    await library.feed();
    for (const [written, searches] of FOUND) {
      for (const [q, marked] of Object.entries(searches)) {
        const hits = await library.hits(q);
        const plain = written.normalize('NFC');
        const own = hits.find((hit) => hit.replaceAll(/[[\]]/g, '') === plain);
        expect([q, own]).toEqual([q, expect.stringContaining(marked)]);
      }
    }
  });

  it('are whole words where they are one letter or a phrase, and else beginnings', async () => {
    const session = await library.session('s1', START);
    await library.write('bo', session, (doc) => {
      for (const title of ['a plan', 'an apple', 'apples and pears', 'plan apple'])
        addItem(doc, { title, author: 'bo' });
    });
    await library.feed();
    const found = async (q: string) => (await library.hits(q)).map((hit) => hit.replaceAll(/[[\]]/g, '')).sort();
    expect(await found('a')).toEqual(['a plan']);
    expect(await found('ap')).toEqual(['an apple', 'apples and pears', 'plan apple']);
    expect(await found('"apple"')).toEqual(['an apple', 'plan apple']);
    expect(await found('"an apple"')).toEqual(['an apple']);
    expect(await found('apple plan')).toEqual(['plan apple']);
    expect(await found('"plan apple')).toEqual(['plan apple']);
    expect(await found('ppl')).toEqual([]);
  });
}
