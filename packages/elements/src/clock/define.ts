import { define } from '../registry.ts';
import { FiresideClock } from './clock.ts';

define('fireside-clock', FiresideClock);
