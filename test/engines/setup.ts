/**
 * How a worker ends that `scripts/engines.ts` interrupts: Ctrl+C reaches every process of a terminal and is the script's to
 * answer; what it then ends by SIGTERM goes by `exit`, at which programs and networks are put away.
 */
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => process.exit(143));
