import { define } from '../registry.ts';
import { FiresidePromiseList } from './promise-list.ts';

define('fireside-promise-list', FiresidePromiseList);
