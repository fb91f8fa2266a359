import { define } from '../registry.ts';
import { FiresideProgress } from './progress.ts';

define('fireside-progress', FiresideProgress);
