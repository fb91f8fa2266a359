import { define } from '../registry.ts';
import { FiresideOwed } from './owed.ts';

define('fireside-owed', FiresideOwed);
