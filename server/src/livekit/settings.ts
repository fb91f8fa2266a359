/** Which LiveKit carries the calls, and what it knows us by. */
export interface LiveKitSettings {
  /** `ws(s)://…`, as browsers connect to it. */
  readonly url: string;
  readonly key: string;
  /** At least 32 bytes; never told, logged or sent. */
  readonly secret: string;
}
