import { define } from '../registry.ts';
import { FiresideSessionElement } from './session.ts';
import { FiresideToast } from './toast.ts';

define('fireside-toast', FiresideToast);
define('fireside-session', FiresideSessionElement);
