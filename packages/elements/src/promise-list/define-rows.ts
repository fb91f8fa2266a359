import { define } from '../registry.ts';
import { FiresidePromiseRows } from './promise-rows.ts';

define('fireside-promise-rows', FiresidePromiseRows);
