import { define } from '../registry.ts';
import { FiresideCallSettings } from './settings.ts';

define('fireside-call-settings', FiresideCallSettings);
