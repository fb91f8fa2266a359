import { define } from '../registry.ts';
import { FiresideCall } from './call.ts';

/** The lobby needs it too, once a device is refused. */
export { renderDeviceProblem } from './render-device-problem.ts';

define('fireside-call', FiresideCall);
