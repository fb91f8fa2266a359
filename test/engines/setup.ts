/**
 * A worker that `scripts/engines.ts` interrupts puts its programs and networks away, as it does at every exit; vitest would not
 * let it call `process.exit`.
 */
process.on('SIGTERM', () => {
  process.emit('exit', 143);
  process.kill(process.pid, 'SIGKILL');
});
