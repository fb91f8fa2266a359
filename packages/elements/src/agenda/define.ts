import { define } from '../registry.ts';
import { FiresideAgenda } from './agenda.ts';

define('fireside-agenda', FiresideAgenda);
