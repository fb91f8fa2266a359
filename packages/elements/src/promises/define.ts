import { define } from '../registry.ts';
import { FiresidePromises } from './promises.ts';

define('fireside-promises', FiresidePromises);
