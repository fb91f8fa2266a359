import { define } from '../registry.ts';
import { FiresideRoom } from './room.ts';
import { FiresideTile } from './tile.ts';

define('fireside-tile', FiresideTile);
define('fireside-room', FiresideRoom);
