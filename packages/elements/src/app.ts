/** What `fireside.js` is: everything registered. */
import './define.ts';
