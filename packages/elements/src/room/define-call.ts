import { define } from '../registry.ts';
import { FiresideCall } from './call.ts';

define('fireside-call', FiresideCall);
