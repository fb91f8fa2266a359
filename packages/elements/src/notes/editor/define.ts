import { define } from '../../registry.ts';
import { FiresideNotesEditor } from './editor.ts';

define('fireside-notes-editor', FiresideNotesEditor);
