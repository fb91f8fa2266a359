import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addComment, commentsOf, deleteComment, readComments, restoreComment } from './comments.ts';
import { copies, meet } from './peers.test.kit.ts';

const words = (doc: Y.Doc, item = 'i'): string[] => (readComments(doc).get(item) ?? []).map((comment) => comment.text);

describe('comments', () => {
  it('of two people at once are both there, the oldest first', () => {
    const [anns = new Y.Doc(), bos = new Y.Doc()] = copies(2);
    addComment(anns, { item: 'i', text: 'Second', author: 'anna', at: 2 });
    addComment(bos, { item: 'i', text: ' First ', author: 'bo', at: 1 });
    addComment(bos, { item: 'other', text: 'Elsewhere', author: 'bo', at: 1 });
    meet(anns, bos);
    expect(words(anns)).toEqual(['First', 'Second']);
    expect(words(bos)).toEqual(words(anns));
  });

  it('go and come back', () => {
    const doc = new Y.Doc();
    const id = addComment(doc, { item: 'i', text: 'x', author: 'bo', at: 1 });
    deleteComment(doc, id);
    expect(words(doc)).toEqual([]);
    restoreComment(doc, id);
    expect(words(doc)).toEqual(['x']);
  });

  it('are refused empty, and read safely whatever a peer wrote', () => {
    const doc = new Y.Doc();
    expect(() => addComment(doc, { item: 'i', text: ' \n', author: 'bo', at: 1 })).toThrow(
      expect.objectContaining({ code: 'malformed' }),
    );
    commentsOf(doc).set('a', 5);
    commentsOf(doc).set('b', new Y.Map<unknown>(Object.entries({ item: 7, text: {}, at: 'x' })));
    expect(readComments(doc).get('')).toEqual([{ id: 'b', item: '', text: '', author: '', at: 0 }]);
  });
});
