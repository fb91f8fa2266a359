/** Registers the elements. The session comes first, so that elements inside one that is in the page already find it. */
import './session/define.ts';
import './room/define.ts';
import './agenda/define.ts';
import './goals/define.ts';
import './promise-list/define.ts';
import './notes/define.ts';
import './review/define.ts';
