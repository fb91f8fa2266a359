import type { SharedDocument } from '@fireside/client';

/** Who else is in a document, with their carets (y-protocols). */
export type Awareness = NonNullable<SharedDocument['awareness']>;
