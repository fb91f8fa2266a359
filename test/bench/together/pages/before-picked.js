/** What is there before an editor is asked for: Yjs and y-websocket. */
export { openDocument } from './document.js';
export const openEditor = () => import('./picked.js');
