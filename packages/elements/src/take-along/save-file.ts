import type { ExportedFile } from '@fireside/client';

/**
 * Hands a file to the browser, which keeps it where this person keeps downloads. `place` is where the link stands for a
 * moment. Answers the file's address; whoever asked revokes it when nobody can be reading it any more.
 */
export function saveFile({ name, type, text }: ExportedFile, place: DocumentFragment | HTMLElement): string {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.hidden = true;
  place.append(link);
  link.click();
  link.remove();
  return url;
}
