import { expect, it } from 'vitest';
import { safeHref, typedHref } from './safe-href.ts';

it.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://example.org/1',
  '//example.org',
  '/path',
  '#part',
  '',
  null,
  7,
])('follows no %j', (address) => {
  expect(safeHref(address)).toBeNull();
});

it('follows web and mail as the browser reads them', () => {
  expect(safeHref('https://example.org/a b')).toBe('https://example.org/a%20b');
  expect(safeHref('http://example.org')).toBe('http://example.org/');
  expect(safeHref('mailto:bo@example.org')).toBe('mailto:bo@example.org');
});

it('understands what people type', () => {
  expect(typedHref(' example.org/talk ')).toBe('https://example.org/talk');
  expect(typedHref('bo@example.org')).toBe('mailto:bo@example.org');
  expect(typedHref('http://intranet/page')).toBe('http://intranet/page');
  expect(typedHref('example.org:8080/x')).toBe('https://example.org:8080/x');
  expect(typedHref('javascript:alert(1)')).toBeNull();
  expect(typedHref('just words')).toBeNull();
});
