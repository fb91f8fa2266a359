import { define } from '../../registry.ts';
import { FiresideCancel } from './cancel.ts';

define('fireside-cancel', FiresideCancel);
