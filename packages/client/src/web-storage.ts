/** The page's storage of this kind, or nothing where it may not use it (a sandboxed frame throws) or there is none (Node). */
export function webStorage(kind: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return globalThis[kind] ?? null;
  } catch {
    return null;
  }
}
