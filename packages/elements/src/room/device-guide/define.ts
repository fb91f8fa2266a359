import { define } from '../../registry.ts';
import { FiresideDeviceGuide } from './device-guide.ts';

define('fireside-device-guide', FiresideDeviceGuide);
