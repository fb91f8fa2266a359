import { define } from '../registry.ts';
import { FiresideSince } from './since.ts';

export { followOthers } from './follow-others.ts';

define('fireside-since', FiresideSince);
