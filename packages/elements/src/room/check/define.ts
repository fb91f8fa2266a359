import { define } from '../../registry.ts';
import { FiresideCheckPanel } from './panel.ts';

define('fireside-check-panel', FiresideCheckPanel);
