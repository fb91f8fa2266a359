import { connectFakes, type FakeSession } from '@fireside/client/fake';
import type { RichNode } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { LitElement } from 'lit';
import { readText, settled } from '../testing/controls.ts';
import { BO, endAll, fake } from '../testing/fakes.ts';
import { open, press, sharedOf, until, wordsOf } from './notes.test.kit.ts';

interface Page {
  readonly session: FakeSession;
  readonly notes: LitElement;
  readonly text: HTMLElement;
}

async function page(): Promise<Page> {
  const session = fake();
  return { session, ...(await open(session)) };
}

function paste(text: HTMLElement, data: Record<string, string>): void {
  const clipboardData = new DataTransfer();
  for (const [type, value] of Object.entries(data)) clipboardData.setData(type, value);
  text.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }));
}

/** Pastes and waits until something is there. */
async function pasted({ session, notes, text }: Page, data: Record<string, string>): Promise<RichNode[]> {
  paste(text, data);
  await until(() => wordsOf(session) !== '', notes);
  return sharedOf(session);
}

/** A node in few letters: `ul[li[p(one) ul[li[p(two)]]]]`. */
function short(nodes: readonly RichNode[]): string {
  return nodes
    .map(({ type, attrs, content = [], text, marks }) => {
      if (text !== undefined) return (marks ?? []).reduce((inner, mark) => `<${mark.type} ${inner}>`, text);
      const said = attrs?.level ?? attrs?.checked ?? (attrs?.start === 1 ? undefined : attrs?.start);
      return `${type}${said === undefined ? '' : `=${said}`}[${short(content)}]`;
    })
    .join(' ');
}

afterEach(endAll);

describe('pasting Markdown', () => {
  it('makes structure of text that looks like it', async () => {
    const nodes = await pasted(await page(), {
      'text/plain': [
        '# Talk',
        '',
        'The **story** starts with *one* `number`, ~~not two~~.',
        '',
        '- first',
        '  - inner',
        '- second',
        '',
        '3. three',
        '4. four',
        '',
        '- [x] done',
        '- [ ] open',
        '',
        '> said [here](https://example.org/a)',
      ].join('\n'),
    });
    expect(short(nodes)).to.equal(
      [
        'heading=1[Talk]',
        'paragraph[The  <bold story>  starts with  <italic one>   <code number> ,  <strike not two> .]',
        'bulletList[listItem[paragraph[first] bulletList[listItem[paragraph[inner]]]] listItem[paragraph[second]]]',
        'orderedList=3[listItem[paragraph[three]] listItem[paragraph[four]]]',
        'taskList[taskItem=true[paragraph[done]] taskItem=false[paragraph[open]]]',
        'blockquote[paragraph[said  <link here>]]',
      ].join(' '),
    );
  });

  it('makes lines of tables and fences, and follows no address that is not of the web', async () => {
    const nodes = await pasted(await page(), {
      'text/plain': [
        '| who | what |',
        '|---|---|',
        '| Bo | **room** |',
        '',
        '```js',
        'one()',
        '',
        'two()',
        '```',
        '',
        '[press](javascript:alert(1)) ![pic](https://example.org/x.png) <b onclick="alert(1)">raw</b>',
      ].join('\n'),
    });
    expect(short(nodes)).to.equal(
      [
        'paragraph[who · what]',
        'paragraph[Bo ·  <bold room>]',
        'paragraph[<code one()> hardBreak[] hardBreak[] <code two()>]',
        'paragraph[press  <b onclick="alert(1)">raw</b>]',
      ].join(' '),
    );
  });

  it('leaves text alone that only looks a little like it, and all of it without formatting', async () => {
    const plain = await page();
    paste(plain.text, { 'text/plain': '1. April 2026\n2*3*4 and snake_case_word' });
    expect(wordsOf(plain.session)).to.equal('1. April 2026\n2*3*4 and snake_case_word');
    const other = await page();
    await press('Control', 'Shift', 'v');
    paste(other.text, { 'text/plain': '# no heading' });
    expect(short(sharedOf(other.session))).to.equal('paragraph[# no heading]');
  });

  it('puts one paragraph into the line with the caret', async () => {
    const one = await page();
    await sendKeys({ type: 'so  it is' });
    for (let key = 0; key < 6; key += 1) await press('ArrowLeft');
    paste(one.text, { 'text/plain': '**really**' });
    await until(() => wordsOf(one.session).includes('really'), one.notes);
    expect(wordsOf(one.session)).to.equal('so really it is');
    await press('Control', 'z');
    expect(wordsOf(one.session)).to.not.contain('really');
  });
});

describe('pasting from office programs', () => {
  it('reads the lists and marks of Word', async () => {
    const item = (level: number, sign: string, words: string): string =>
      `<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>${words}<o:p></o:p></p>`;
    const nodes = await pasted(await page(), {
      'text/plain': 'Plan',
      'text/html': `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><!--[if gte mso 9]><xml><o:x>1</o:x></xml><![endif]--><style><!-- p.MsoNormal {color:red} --></style></head><body lang=DE><!--StartFragment-->
<h1>Plan<o:p></o:p></h1><p class=MsoNormal style='color:red'><b>Fat</b> and <span style='font-style:italic'>thin</span><o:p></o:p></p>
${item(1, '·', 'one')}
${item(2, 'o', 'inner')}
${item(1, '·', 'two')}
<p class=MsoNormal>between</p>
${item(1, '3.', 'three')}
${item(1, '4.', 'four')}<!--EndFragment--></body></html>`,
    });
    expect(short(nodes)).to.equal(
      [
        'heading=1[Plan]',
        'paragraph[<bold Fat>  and  <italic thin>]',
        'bulletList[listItem[paragraph[one] bulletList[listItem[paragraph[inner]]]] listItem[paragraph[two]]]',
        'paragraph[between]',
        'orderedList=3[listItem[paragraph[three]] listItem[paragraph[four]]]',
      ].join(' '),
    );
  });

  it('reads Google Docs, where everything stands in a b that is not bold', async () => {
    const nodes = await pasted(await page(), {
      'text/plain': 'Plan',
      'text/html': `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr" style="line-height:1.38"><span style="font-weight:400">Plan</span></h2><p dir="ltr"><span style="font-weight:400">one </span><span style="font-weight:700;font-style:italic">number</span></p><ul><li dir="ltr" aria-level="1"><p role="presentation"><span style="font-weight:400">first</span></p></li><ul><li aria-level="2"><p><span>inner</span></p></li></ul></ul><ul><li role="checkbox" aria-checked="true"><img src="x.png"><p>done</p></li></ul></b>`,
    });
    expect(short(nodes)).to.equal(
      [
        'heading=2[Plan]',
        'paragraph[one  <italic <bold number>>]',
        'bulletList[listItem[paragraph[first] bulletList[listItem[paragraph[inner]]]]]',
        'taskList[taskItem=true[paragraph[done]]]',
      ].join(' '),
    );
  });

  it('makes lines of tables, and drops pictures, scripts and addresses that are not of the web', async () => {
    Object.assign(globalThis, { ran: 0 });
    const nodes = await pasted(await page(), {
      'text/plain': 'x',
      'text/html': `<table onclick="ran=1"><tr><th>who</th><th>what</th></tr><tr><td>Bo</td><td><p>a</p><p>room</p></td></tr></table>
<script>ran = 1</script><img src=x onerror="ran=1"><svg><script>ran=1</script></svg><style>p{}</style>
<p>a <a href="javascript:ran=1">bad</a> <a href='https://example.org/?a=1&amp;b="2'>good</a> 1 < 2 &lt;b&gt;</p><iframe src="https://example.org"></iframe><pre>one\n  two</pre>`,
    });
    expect(short(nodes)).to.contain('paragraph[who · what] paragraph[Bo · aroom]');
    expect(short(nodes)).to.contain('a bad  <link good>  1 < 2 <b>');
    expect(short(nodes)).to.contain('paragraph[<code one> hardBreak[] <code \u00a0\u00a0two>]');
    expect((globalThis as unknown as { ran: number }).ran).to.equal(0);
    expect(JSON.stringify(nodes)).to.not.contain('ran=1');
  });
});

describe('pasting much', () => {
  it('refuses 50 MB in a sentence, and the notes go on', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    const { notes, text } = await open(anna);
    await sendKeys({ type: 'Before' });
    paste(text, { 'text/plain': 'x'.repeat(50_000_000) });
    await settled(notes);
    expect(readText(notes)).to.contain('This is too much for the notes at once');
    await sendKeys({ type: ' and after' });
    expect(wordsOf(bo)).to.equal('Before and after');
  });

  it('takes the deepest lists no deeper than the notes can hold', async () => {
    const one = await page();
    const nodes = await pasted(one, {
      'text/plain': 'deep',
      'text/html': `${'<ul><li>'.repeat(3000)}deep${'</li></ul>'.repeat(3000)}`,
    });
    expect(wordsOf(one.session)).to.contain('deep');
    expect(short(nodes).split('bulletList').length).to.be.lessThan(20);
    const quoted = await page();
    const quotes = await pasted(quoted, { 'text/plain': `${'> '.repeat(200)}deep` });
    expect(short(quotes).split('blockquote').length).to.be.lessThan(20);
  });
});
