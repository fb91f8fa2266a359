import { define } from '../registry.ts';
import { FiresideTakeAlong } from './take-along.ts';

define('fireside-take-along', FiresideTakeAlong);
