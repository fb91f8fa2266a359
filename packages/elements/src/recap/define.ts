import { define } from '../registry.ts';
import { FiresideRecap } from './recap.ts';

define('fireside-recap', FiresideRecap);
