import { define } from '../registry.ts';
import { FiresideGoalsOverTime } from './goals-over-time.ts';

define('fireside-goals-over-time', FiresideGoalsOverTime);
