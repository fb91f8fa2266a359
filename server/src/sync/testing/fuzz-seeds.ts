/** Every seed that has ever failed, and why. A change of the fuzz gives a seed another meaning; the reason stays. */
export const FUZZ_SEEDS: readonly { seed: number; because: string }[] = [
  { seed: 1684879236, because: 'for what nobody has the server asked every second, for ever' },
  { seed: 921726220, because: 'a socket that came in the moment in which its document failed was never answered' },
  { seed: 2079063210, because: 'the same, one promise later' },
];
