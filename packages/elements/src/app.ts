/** What `fireside.js` is: the elements of the first load. Notes and saved notes are registered when a session first needs them. */
import './session/define.ts';
import './room/define.ts';
import './agenda/define.ts';
import './goals/define.ts';
import './promise-list/define.ts';
