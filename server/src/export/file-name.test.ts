import { expect, it } from 'vitest';
import { attachment, fileName } from './file-name.ts';

it.each([
  ['Anna and Bo', '2026-11-21', 'anna-and-bo-2026-11-21.md'],
  ['Анна и Бо', '2026-11-21', 'анна-и-бо-2026-11-21.md'],
  ['../../etc/passwd', null, 'etc-passwd.md'],
  ['C:\\x"; rm -rf "', null, 'c-x-rm-rf.md'],
  ['CON', null, 'fireside.md'],
  ['', null, 'fireside.md'],
  ['\u202egnp.exe', '2026-11-21', 'gnp-exe-2026-11-21.md'],
  ['👩‍👩‍👧', '2026-11-21', 'fireside-2026-11-21.md'],
])('names the file of %j safely', (names, day, name) => {
  expect(fileName(names, day, 'md')).toBe(name);
});

it('fits into what a file system takes', () => {
  expect(new TextEncoder().encode(fileName('𠀀'.repeat(500), '2026-11-21', 'json')).byteLength).toBeLessThan(255);
});

it('says the name as RFC 8187 spells it', () => {
  expect(attachment('Anna’s (new)*.md')).toBe("attachment; filename*=UTF-8''Anna%E2%80%99s%20%28new%29%2a.md");
  expect(decodeURIComponent(attachment('Анна.md').split("''")[1]!)).toBe('Анна.md');
});
