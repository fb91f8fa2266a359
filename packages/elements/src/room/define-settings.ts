import { define } from '../registry.ts';
import './define-announcements.ts';
import { FiresideCallSettings } from './settings.ts';

define('fireside-call-settings', FiresideCallSettings);
