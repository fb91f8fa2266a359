import { expect, it } from 'vitest';
import { neutral } from './neutral.ts';

it('leaves nothing that could run, load or be styled', () => {
  expect(
    neutral('<p style="color:red" onclick=alert(1) class=x>a<img src=x onerror=alert(1)><b STYLE = \'y\'>b</b></p>'),
  ).toBe('<p data-style="color:red">a<b data-style="y">b</b></p>');
});

it.each([
  ['<script>if (1 < 2) alert("</p>")</script>a', 'a'],
  ['<style><!-- p { color: red } --></style>a', 'a'],
  ['<!--[if gte mso 9]><xml><o:x/></xml><![endif]-->a<o:p></o:p>', 'a'],
  ['<![if !supportLists]>·<![endif]>a', '·a'],
  ['<svg><a href="javascript:1">x</a></svg>a', 'a'],
  ['<math><mtext></math>a', 'a'],
  ['<section hidden>a</section>', '<div>a</div>'],
  ['1 < 2 <3', '1 &lt; 2 &lt;3'],
  ['<p title="a>b" style=\'x:"y"\'>a', '<p data-style="x:&quot;y&quot;">a'],
  ['<p data-style="<b>">a', '<p>a'],
  ['a<p', 'a<p>'],
  ['<script>never closed', ''],
  ['<scr<script>ipt>a', 'ipt>a'],
])('%j becomes %j', (html, expected) => {
  expect(neutral(html)).toBe(expected);
});

it('takes time that grows with the text and not faster', () => {
  const began = performance.now();
  for (const part of ['<', '<p style="', '<!--', '<script>', '<ul><li>', '<a href=']) neutral(part.repeat(100_000));
  expect(performance.now() - began).toBeLessThan(5000);
});
