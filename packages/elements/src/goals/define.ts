import '../promises/define.ts';
import { define } from '../registry.ts';
import { FiresideGoals } from './goals.ts';

define('fireside-goals', FiresideGoals);
