import '../recap/define.ts';
import { define } from '../registry.ts';
import { FiresideReview } from './review.ts';

define('fireside-review', FiresideReview);
