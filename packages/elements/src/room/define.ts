import { define } from '../registry.ts';
import { FiresideRoom } from './room.ts';
import { FiresideConnectionCheck } from './check/connection-check.ts';
import { FiresideTile } from './tile.ts';

define('fireside-tile', FiresideTile);
define('fireside-connection-check', FiresideConnectionCheck);
define('fireside-room', FiresideRoom);
