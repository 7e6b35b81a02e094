/** How often a property is tried: 1,000 times in CI, as often as KAIROS_RUNS says under torture. */
export const RUNS: number = Number(process.env['KAIROS_RUNS'] ?? 1000);
