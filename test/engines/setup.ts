/** Ctrl+C reaches every process of a terminal; `scripts/engines.ts` cancels the run, and tests put away what they started. */
process.on('SIGINT', () => undefined);
