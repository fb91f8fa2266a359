import { define } from '../registry.ts';
import { FiresideAnnouncements } from './announcements.ts';

define('fireside-announcements', FiresideAnnouncements);
