import { define } from '../registry.ts';
import { FiresideNotes } from './notes.ts';

define('fireside-notes', FiresideNotes);
