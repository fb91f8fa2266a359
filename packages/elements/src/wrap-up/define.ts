import '../promises/define.ts';
import '../recap/define.ts';
import { define } from '../registry.ts';
import { FiresideWrapUp } from './wrap-up.ts';

define('fireside-wrap-up', FiresideWrapUp);
