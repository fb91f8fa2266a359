/** Which pages may use the server from a browser (RFC 6454); the same check for CORS and for every upgrade. */

export interface AllowedOrigins {
  /** Pages of the server's own origin. */
  readonly own: boolean;
  readonly others: readonly string[];
}

/** Whether a request from a page of `origin` is taken; `host` is the request's own Host header. */
export type OriginCheck = (origin: string | undefined, host: string | undefined) => boolean;

export function createOriginCheck({ own, others }: AllowedOrigins): OriginCheck {
  return (origin, host) => {
    // Only browsers say where they come from; anything else has no page, and needs a token all the same.
    if (origin === undefined) return true;
    return others.includes(origin) || (own && host !== undefined && URL.parse(origin)?.host === host);
  };
}
