import { createContext } from '@lit/context';
import type { FiresideSession } from '@fireside/client';

/**
 * The session that `<fireside-session>` owns, for everything inside it. `null` while there is none yet: the page has not
 * said where tokens come from, or the element is not connected.
 */
export const sessionContext = createContext<FiresideSession | null>(Symbol('fireside-session'));
